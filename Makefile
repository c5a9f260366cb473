# make [MODE=release|asan|tsan|cov|fuzz] [CC=clang] [WERROR=1]; `make help`.
MODE   ?= release
PREFIX ?= /usr/local
BUILD  ?= build
B      := $(BUILD)/$(MODE)
VERSION := 0.1.0
PKGS   := htslib libxml-2.0 libxslt libexslt libarchive libcrypto jansson popt libdeflate libisal libqrencode
# Headers only: a PKCS#11 module is loaded when it is named, libcurl when
# something is to be fetched.
HEADERS_OF := p11-kit-1 libcurl

# The architecture: what each layer may include and link (DESIGN in
# ARCHITECTURE.md). A layer is a folder; arrows point down only.
LAYERS        := base net core formats conform variants forge judge reports cli
USES.net      := base
USES.core     := base
USES.formats  := core base
USES.conform  := formats core base
USES.variants := formats core base
USES.forge    := formats core base
USES.judge    := conform variants formats core base
USES.reports  := net formats core base
USES.cli      := judge reports net forge conform variants formats core base
DIR.forge     := fixtures/forge
DIR.reports   := reports
at = $(or $(DIR.$1),runner/$1)
# How a layer is named in an #include, when not by its own name.
INC.forge     := fixtures/forge
inc = $(or $(INC.$1),$1)

# Libraries by layer: the only ones that may be included there.
SYS.base     := openssl/
SYS.net      := curl/
SYS.core     := none
SYS.formats  := htslib/|archive|libxml/|openssl/|libdeflate.h|isa-l/
SYS.judge    := jansson
SYS.reports  := libxml/|libxslt/|libexslt/|openssl/|jansson|qrencode.h|p11-kit/|libdeflate.h
SYS.cli      := popt|jansson|htslib/hts.h|libxml/xmlversion.h|openssl/

# Debian 12 packages.
DEPS      := gcc make pkg-config libhts-dev libxml2-dev libxslt1-dev \
	libarchive-dev libssl-dev libjansson-dev libpopt-dev libdeflate-dev \
	libisal-dev libqrencode-dev libp11-kit-dev libcurl4-gnutls-dev openssl
DEPS_TEST := git clang clang-tidy clang-format cppcheck libclang-rt-14-dev \
	gcovr shellcheck libcmocka-dev xmlsec1 libxml2-utils samtools bcftools \
	tabix time file unzip zip zstd xz-utils mandoc chromium nodejs npm bsdextrautils \
	golang-go golang-golang-x-mod-dev softhsm2 opensc weasyprint zbar-tools \
	xmltooling-schemas xml-security-c-utils
# Peers of single tests, from npm; in $(BUILD)/npm alone.
NPM_TEST := axe-core@4.14.1 playwright-core@1.57.0 ro-crate@3.7.2 \
	xadesjs@2.6.8 @xmldom/xmldom@0.9.12 xpath@0.0.34

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wwrite-strings -Wundef \
	-Wcast-qual -Wpointer-arith -Wformat=2 -Wvla -Wswitch-enum \
	-Wimplicit-fallthrough $(if $(WERROR),-Werror)
FLAGS.release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
# Of the layers whose loops go through whole files; elsewhere it gains nothing.
FAST.release  := -O3
FAST_LAYERS   := base formats variants conform
FLAGS.asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
FLAGS.tsan    := -O1 -g -fsanitize=thread
FLAGS.cov     := -O0 -g --coverage
FLAGS.fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined
CPPFLAGS += -D_POSIX_C_SOURCE=200809L -DENTENTE_VERSION=\"$(VERSION)\" -Irunner -I.
CFLAGS   += -std=c17 -pthread $(WARN) -fno-common $(FLAGS.$(MODE)) \
	$(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS) $(HEADERS_OF) 2>/dev/null))
# A relocated tarball (make dist) brings its libraries along.
RPATH := -Wl,--disable-new-dtags,-rpath,'$$ORIGIN/../lib/entente'
LDFLAGS  += -pthread $(FLAGS.$(MODE))
LDLIBS   += $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm

found = $(sort $(shell find $(call at,$1) $2 2>/dev/null))
$(foreach l,$(LAYERS),$(eval SRC.$l   := $(call found,$l,-name '*.c' \
	-not -path '*/tests/*' -not -path '*/fuzz/*' -not -path '*/bench/*')))
$(foreach l,$(LAYERS),$(eval TESTS.$l := $(call found,$l,-path '*/tests/test_*.c')))
$(foreach l,$(LAYERS),$(eval FUZZ.$l  := $(call found,$l,-path '*/fuzz/fuzz_*.c')))
SRC   := $(foreach l,$(LAYERS),$(SRC.$l))
TESTS := $(foreach l,$(LAYERS),$(TESTS.$l:%.c=$(B)/%))
FUZZ  := $(foreach l,$(LAYERS),$(FUZZ.$l:%.c=%))
FUZZ_LAYERS  ?= $(LAYERS)
FUZZ_TARGETS  = $(foreach l,$(FUZZ_LAYERS),$(FUZZ.$l:%.c=%))
SHTESTS := $(sort $(shell find runner reports fixtures suites -path '*/tests/*.test.sh' 2>/dev/null))
SHFILES := $(shell git ls-files '*.sh' .ci/run 2>/dev/null)
BENCHES := $(sort $(wildcard runner/*/bench/*.sh reports/*/bench/*.sh fixtures/*/bench/*.sh))
DATADIRS := suites fixtures/golden reports/xsl reports/schema reports/policy \
	reports/pages
DATAFILES := $(sort $(shell git ls-files $(DATADIRS) 2>/dev/null | grep . || \
	find $(DATADIRS) -type f))
objs = $(patsubst %.c,$(B)/%.o,$1)
libs = $(foreach l,$1,$(if $(SRC.$l),$(B)/lib$l.a))

# One short line a file; V=1 shows the commands.
say = $(if $(V),,@printf '  %-3s %s\n' $1 $2;)

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all deps deps-test demo check check-long check-run test test-unit bench \
	fuzz coverage tidy check-headers check-format check-banned check-sizes \
	check-layers check-deps install uninstall dist clean help
all: $(B)/entente ## build the program

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(call objs,$(foreach l,$(FAST_LAYERS),$(SRC.$l))): CFLAGS += $(FAST.$(MODE))

$(B)/entente: $(call objs,$(SRC.cli)) $(call libs,$(USES.cli))
	$(call say,LD,$@)$(CC) $(LDFLAGS) $(RPATH) -o $@ $^ $(LDLIBS)

# One archive per layer; its tests link that layer and those below, no more.
define LAYER
$(B)/lib$1.a: $(call objs,$(SRC.$1))
	@rm -f $$@ && $(AR) rcs $$@ $$^
$(TESTS.$1:%.c=$(B)/%): %: %.o $(call libs,$1 $(USES.$1))
	$$(call say,LD,$$@)$$(CC) $$(LDFLAGS) -o $$@ $$^ $$(LDLIBS) -lcmocka
$(FUZZ.$1:%.c=$(B)/%): %: %.o $(call libs,$1 $(USES.$1))
	$$(call say,LD,$$@)$$(CC) $$(LDFLAGS) -fsanitize=fuzzer -o $$@ $$^ $$(LDLIBS)
$(FUZZ.$1:%.c=$(B)/%.replay): %.replay: %.o $(B)/runner/base/tests/replay.o \
		$(call libs,$1 $(USES.$1))
	$$(call say,LD,$$@)$$(CC) $$(LDFLAGS) -o $$@ $$^ $$(LDLIBS)
endef
$(foreach l,$(LAYERS),$(eval $(call LAYER,$l)))

# ---- what a user types ----------------------------------------------------
deps: ## install the Debian packages that the build needs
	@bash runner/cli/deps.sh build $(DEPS)
deps-test: ## install what the tests need besides
	@bash runner/cli/deps.sh tests $(DEPS_TEST)
	@bash runner/cli/npm.sh $(BUILD)/npm $(NPM_TEST)
demo: deps ## build, run the embedded suite, seal and verify a report
	@$(MAKE) --no-print-directory -s all
	@bash runner/cli/demo.sh $(B)/entente $(BUILD)/demo
check: deps deps-test ## build and pass all tests: what must hold before a commit
	@$(MAKE) --no-print-directory check-run
check-long: deps deps-test ## check, then longer fuzzing, thread sanitizer, big files
	@$(MAKE) --no-print-directory check-run
	@$(MAKE) --no-print-directory MODE=tsan test
	@$(MAKE) --no-print-directory fuzz FUZZ_LAYERS="formats conform" \
		FUZZ_SECONDS=$(or $(FUZZ_SECONDS),600)
	@$(MAKE) --no-print-directory fuzz FUZZ_SECONDS=$(or $(FUZZ_SECONDS),120) \
		FUZZ_LAYERS="$(filter-out formats conform,$(LAYERS))"
	@$(MAKE) --no-print-directory bench
check-run:
	@$(MAKE) --no-print-directory WERROR=1 all check-layers check-headers \
		check-banned check-format check-sizes check-deps
	@$(MAKE) --no-print-directory -j2 tidy
	@$(MAKE) --no-print-directory fuzz FUZZ_SECONDS=$(or $(FUZZ_SECONDS),3)
	@$(MAKE) --no-print-directory MODE=asan WERROR=1 test
	@$(MAKE) --no-print-directory coverage
	@$(MAKE) --no-print-directory WERROR=1 test

# ---- tests ------------------------------------------------------------------
test: all $(TESTS) $(FUZZ:%=$(B)/%.replay) ## unit tests, fuzz corpora, shell tests
	@bash runner/base/tests/drive.sh $(MODE) $(B) $(B)/entente \
		"$(TESTS)" "$(FUZZ)" "$(SHTESTS)"
bench: all ## print the benchmarks: ratios to the floor and to a peer
	@for b in $(BENCHES); do echo "== $$b"; \
		bash $$b $(B)/entente $$(sed -n 's/^# make bench: //p' $$b) || exit 1; done
fuzz: ## fuzz each target (of FUZZ_LAYERS) for FUZZ_SECONDS of CPU (default 30)
	@$(MAKE) --no-print-directory CC=clang MODE=fuzz \
		$(FUZZ_TARGETS:%=$(BUILD)/fuzz/%)
	@bash runner/base/tests/fuzz.sh $(BUILD) $(or $(FUZZ_SECONDS),30) \
		$(FUZZ_TARGETS)
coverage: ## line coverage; base, core and formats must reach 90 %
	@find $(BUILD)/cov -name '*.gcda' -delete 2>/dev/null; true
	@$(MAKE) --no-print-directory MODE=cov test-unit
	@for l in base core formats; do \
		gcovr $(BUILD)/cov -r . -f "runner/$$l/[^/]*\.c$$" \
		--fail-under-line 90 -s -o $(BUILD)/cov/$$l.txt || exit 1; done
	@gcovr $(BUILD)/cov -r . -e '.*/tests/' -e '.*/fuzz/' \
		--html-details $(BUILD)/cov/index.html
test-unit: $(TESTS) $(FUZZ:%=$(B)/%.replay)
	@bash runner/base/tests/drive.sh $(MODE) $(B) - "$(TESTS)" "$(FUZZ)" ""

# ---- what can be enforced is enforced ---------------------------------------
# A stamp a file, so that only what changed is looked at again.
tidy: $(SRC:%=$(BUILD)/tidy/%.ok) ## clang-tidy (with the clang analyzer), cppcheck, shellcheck
	@cppcheck --std=c11 -q --error-exitcode=1 -Irunner -I. \
		--enable=warning,portability --inline-suppr \
		--cppcheck-build-dir=$(BUILD)/tidy $(SRC)
	@shellcheck -S warning $(SHFILES)
$(BUILD)/tidy/%.c.ok: %.c .clang-tidy
	@mkdir -p $(@D)
	@clang-tidy --quiet $< -- -std=c17 $(CPPFLAGS) \
		$(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS) $(HEADERS_OF) 2>/dev/null)) \
		2>$@.err || { cat $@.err; exit 1; }
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MM -MP -MT '$@' $< > $(@:.ok=.d)
	@touch $@
check-headers: ## each header compiles alone
	@for h in $$(git ls-files '*.h' | grep -v /tests/); do \
		$(CC) $(CPPFLAGS) $(CFLAGS) -Wno-pedantic -fsyntax-only -x c $$h || exit 1; done
check-format: ## clang-format agrees
	@clang-format --dry-run -Werror $$(git ls-files '*.[ch]')
check-banned: all ## no unbounded or unchecked libc call is linked
	@! nm -u $(call objs,$(SRC)) | grep -wE '(__)?(strn?cpy|strn?cat|v?sprintf'\
	'|gets|strtok|ato[ifl]|v?f?scanf|vsscanf|sscanf|system|tmpnam|mktemp)(_chk)?'
check-sizes: ## no source file of more than 600 lines, no test of more than 900
	@! wc -l $$(git ls-files '*.[ch]') | awk '$$2 != "total" && \
		$$1 > ($$2 ~ /tests/ ? 900 : 600)' | grep .
check-deps: ## each library's package is named in DEPS or DEPS_TEST
	@bash runner/cli/check-deps.sh "$(DEPS)" "$(DEPS_TEST)" \
		"$(PKGS) $(HEADERS_OF)" $(shell pkg-config --cflags $(PKGS) $(HEADERS_OF))
check-layers: $(LAYERS:%=check-layer-%) ## every #include follows USES and the system headers of its layer
check-layer-%:
	@! grep -rns --include='*.[ch]' '^#include "' $(call at,$*) | \
		grep -v $(foreach l,$* $(USES.$*),-e '"$(call inc,$l)/')
	@! grep -rnsE --include='*.[ch]' '^#include <(htslib|archive|libxml|libxslt|libexslt|jansson|popt|openssl|p11-kit|curl|qrencode|libdeflate|isa-l)' \
		$(call at,$*) | grep -vE '/(tests|fuzz)/' | grep -vE '<($(or $(SYS.$*),none))'

# ---- install ----------------------------------------------------------------
DATADIR := $(DESTDIR)$(PREFIX)/share/entente
MANDIR  := $(DESTDIR)$(PREFIX)/share/man
MANPAGES := entente entente-check entente-compare entente-register
install: all ## into $(DESTDIR)$(PREFIX)
	@install -D -m 755 $(B)/entente $(DESTDIR)$(PREFIX)/bin/entente
	@for f in $(DATAFILES); do install -D -m 644 $$f $(DATADIR)/$$f || exit 1; done
	@for m in $(MANPAGES); do \
		install -D -m 644 runner/cli/man/$$m.1 $(MANDIR)/man1/$$m.1 && \
		install -D -m 644 runner/cli/man/$$m.fr.1 $(MANDIR)/fr/man1/$$m.1 || exit 1; done
	@install -D -m 644 runner/cli/completion.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/entente
	@echo "installed in $(DESTDIR)$(PREFIX): bin/entente, share/entente, man pages"
uninstall: ## remove what install put there
	rm -rf $(DATADIR)
	rm -f $(DESTDIR)$(PREFIX)/bin/entente $(MANPAGES:%=$(MANDIR)/man1/%.1) \
		$(MANPAGES:%=$(MANDIR)/fr/man1/%.1) \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/entente
dist: all ## a relocatable tarball for users without root
	@bash runner/cli/dist.sh $(BUILD) $(VERSION) $(B)/entente
clean: ## remove build/
	rm -rf $(BUILD)
help: ## this text
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16
-include $(shell find $(BUILD)/$(MODE) $(BUILD)/tidy -name '*.d' 2>/dev/null)
