/* A server on the loopback that answers with prepared bytes, and what becomes
 * of them. */
#include "base/tests/t.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "net/http.h"

static struct server {
    int fd;
    char url[64];
    pthread_t thread;
    pthread_mutex_t lock; /* of what follows */
    const char *answer;   /* NULL: silence */
    char asked[4096];     /* the last question */
} srv = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void answer_with(const char *answer)
{
    pthread_mutex_lock(&srv.lock);
    srv.answer = answer;
    pthread_mutex_unlock(&srv.lock);
}

/* The last question; it stays until the next is asked. */
static const char *asked(void)
{
    static char copy[sizeof srv.asked];

    pthread_mutex_lock(&srv.lock);
    memcpy(copy, srv.asked, sizeof copy);
    pthread_mutex_unlock(&srv.lock);
    return copy;
}

/* Head and as much body as Content-Length says. */
static void read_question(char out[sizeof srv.asked], int c)
{
    size_t n = 0;
    const char *body = NULL;
    const char *len = NULL;

    while (n + 1 < sizeof srv.asked) {
        ssize_t got = read(c, out + n, sizeof srv.asked - n - 1);

        if (got <= 0)
            return;
        n += (size_t)got;
        out[n] = '\0';
        body = strstr(out, "\r\n\r\n");
        len = strstr(out, "Content-Length: ");
        if (body && (!len || n - (size_t)(body + 4 - out) >=
                                 strtoul(len + 16, NULL, 10)))
            return;
    }
}

static void *serve(void *unused)
{
    int c;

    (void)unused;
    while ((c = accept(srv.fd, NULL, NULL)) >= 0) {
        char question[sizeof srv.asked] = "";
        const char *answer;

        read_question(question, c);
        pthread_mutex_lock(&srv.lock);
        memcpy(srv.asked, question, sizeof question);
        answer = srv.answer;
        pthread_mutex_unlock(&srv.lock);
        if (answer)
            (void)!write(c, answer, strlen(answer));
        else
            sleep(2);
        close(c);
    }
    return NULL;
}

static int set_up(void **state)
{
    struct sockaddr_in at = {.sin_family = AF_INET};
    socklen_t len = sizeof at;

    (void)state;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    srv.fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(srv.fd >= 0);
    assert_int_equal(bind(srv.fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(srv.fd, 5), 0);
    assert_int_equal(getsockname(srv.fd, (struct sockaddr *)&at, &len), 0);
    snprintf(srv.url, sizeof srv.url, "http://127.0.0.1:%d/x",
             ntohs(at.sin_port));
    /* A proxy of the environment would answer nothing. */
    setenv("http_proxy", "http://127.0.0.1:1", 1);
    setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
    return pthread_create(&srv.thread, NULL, serve, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    shutdown(srv.fd, SHUT_RDWR);
    pthread_join(srv.thread, NULL);
    close(srv.fd);
    return 0;
}

#define OK(type, body)                                                         \
    "HTTP/1.1 200 OK\r\nContent-Type: " type                                   \
    "\r\nConnection: close\r\n\r\n" body

static void asks_and_takes_the_answer(void **state)
{
    struct http_ask ask = {.url = srv.url,
                           .body_type = "text/question",
                           .body = "who\0?",
                           .len = 5,
                           .want_type = "text/answer",
                           .seconds = 20};
    struct buf b = {0};
    struct err e = {0};

    (void)state;
    buf_init(&b, 100);
    answer_with(OK("text/answer; charset=x", "me"));
    if (http_fetch(&b, &ask, &e))
        fail_msg("%s", e.msg);
    assert_string_equal(b.s, "me");
    assert_int_equal(strncmp(asked(), "POST /x HTTP/1.1\r\n", 18), 0);
    assert_non_null(strstr(asked(), "Content-Type: text/question\r\n"));
    assert_non_null(strstr(asked(), "Accept: text/answer\r\n"));
    assert_non_null(strstr(asked(), "Content-Length: 5\r\n"));
    assert_null(strstr(asked(), "Expect"));
    buf_clear(&b);
    ask.body = NULL;
    ask.want_type = NULL;
    assert_int_equal(http_fetch(&b, &ask, &e), 0);
    assert_int_equal(strncmp(asked(), "GET /x HTTP/1.1\r\n", 17), 0);
    buf_release(&b);
}

static void refuses_what_is_no_answer(void **state)
{
    static const struct {
        const char *answer;
        enum err_code code;
        const char *id;
    } row[] = {
        {"HTTP/1.1 404 Not there\r\nContent-Length: 0\r\n\r\n",           ERR_REFUSED,
         "the server %.200s answers with the status %ld, not 200"                                                                                                                                                 },
        {"HTTP/1.1 302 Elsewhere\r\nLocation: file:///etc/hostname\r\n"
         "Content-Length: 0\r\n\r\n",                            ERR_REFUSED,                         "the server %.200s answers with the status %ld, not 200"                                           },
        {OK("text/html",                                                  "<p>no"),                            ERR_REFUSED,
         "the server %.200s answers with the media type '%.60s', not %s"},
        {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nx",                                                               ERR_REFUSED,
         "the server %.200s answers with the media type '%.60s', not %s"                                                                             },
        {OK("text/answers",                                                               "x"),                                                                                  ERR_REFUSED,
         "the server %.200s answers with the media type '%.60s', not %s"},
        {OK("text/answer", "0123456789a"),                                    ERR_LIMIT,                                                                                                                        NULL},
        {"nonsense",                                                      ERR_IO,                                                  "no answer from the server %.200s: %s"                             },
        {"",    ERR_IO,"no answer from the server %.200s: %s"                     },
        {NULL,                                                      ERR_IO,                                                                                                    "no answer from the server %.200s: %s"                                                                                                                                                                                 },
        {"HTTP/1.1 200 OK\r\nContent-Type: text/answer\r\n"
         "Content-Length: 9\r\n\r\ncut",    ERR_IO,"no answer from the server %.200s: %s"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct http_ask ask = {
            .url = srv.url, .want_type = "text/answer", .seconds = 1};
        struct buf b = {0};
        struct err e = {0};

        buf_init(&b, 10);
        answer_with(row[i].answer);
        assert_int_equal(http_fetch(&b, &ask, &e), -1);
        assert_int_equal(e.code, row[i].code);
        if (row[i].id)
            assert_string_equal(e.id, row[i].id);
        buf_release(&b);
    }
}

static void takes_addresses_of_http_only(void **state)
{
    static const struct {
        const char *url;
        enum err_code code;
    } row[] = {
        {"file:///etc/hostname",    ERR_USAGE},
        {"ftp://127.0.0.1/x",       ERR_USAGE},
        {"",                        ERR_USAGE},
        {"http://",                 ERR_IO   },
        {"http://me:me@127.0.0.1/", ERR_IO   },
        {"http://127.0.0.1:1/",     ERR_IO   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct http_ask ask = {.url = row[i].url, .seconds = 5};
        struct buf b = {0};
        struct err e = {0};

        buf_init(&b, 10);
        assert_int_equal(http_fetch(&b, &ask, &e), -1);
        assert_int_equal(e.code, row[i].code);
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_and_takes_the_answer),
        cmocka_unit_test(refuses_what_is_no_answer),
        cmocka_unit_test(takes_addresses_of_http_only),
    };

    return cmocka_run_group_tests_name("http", tests, set_up, tear_down);
}
