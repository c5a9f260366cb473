# make [MODE=release|asan|tsan|cov|fuzz] [CC=clang] [WERROR=1]; `make help`.
MODE   ?= release
PREFIX ?= /usr/local
BUILD  ?= build
B      := $(BUILD)/$(MODE)
VERSION := 0.1.0
PKGS   := htslib libxml-2.0 libxslt libexslt libarchive libcrypto jansson popt libdeflate

# The architecture: what each layer may include and link (DESIGN in
# ARCHITECTURE.md). A layer is a folder; arrows point down only.
LAYERS        := base core formats conform variants forge judge reports cli
USES.core     := base
USES.formats  := core base
USES.conform  := formats core base
USES.variants := formats core base
USES.forge    := formats core base
USES.judge    := conform variants formats core base
USES.reports  := formats core base
USES.cli      := judge reports forge conform variants formats core base
DIR.forge     := fixtures/forge
DIR.reports   := reports
at = $(or $(DIR.$1),runner/$1)
# How a layer is named in an #include, when not by its own name.
INC.forge     := fixtures/forge
inc = $(or $(INC.$1),$1)

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wwrite-strings -Wundef \
	-Wcast-qual -Wpointer-arith -Wformat=2 -Wvla -Wswitch-enum \
	-Wimplicit-fallthrough $(if $(WERROR),-Werror)
FLAGS.release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
FLAGS.asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
FLAGS.tsan    := -O1 -g -fsanitize=thread
FLAGS.cov     := -O0 -g --coverage
FLAGS.fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined
CPPFLAGS += -D_POSIX_C_SOURCE=200809L -DENTENTE_VERSION=\"$(VERSION)\" -Irunner -I.
CFLAGS   += -std=c17 -pthread $(WARN) -fno-common $(FLAGS.$(MODE)) \
	$(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS) 2>/dev/null))
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
SHTESTS := $(sort $(shell find runner reports fixtures suites -path '*/tests/*.test.sh' 2>/dev/null))
objs = $(patsubst %.c,$(B)/%.o,$1)
libs = $(foreach l,$1,$(if $(SRC.$l),$(B)/lib$l.a))

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all test clean help check-headers check-format check-banned check-layers
all: $(B)/entente ## build the program

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/entente: $(call objs,$(SRC.cli)) $(call libs,$(USES.cli))
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# One archive per layer; its tests link that layer and those below, no more.
define LAYER
$(B)/lib$1.a: $(call objs,$(SRC.$1))
	rm -f $$@ && $(AR) rcs $$@ $$^
$(TESTS.$1:%.c=$(B)/%): %: %.o $(call libs,$1 $(USES.$1))
	$$(CC) $$(LDFLAGS) -o $$@ $$^ $$(LDLIBS) -lcmocka
$(FUZZ.$1:%.c=$(B)/%): %: %.o $(call libs,$1 $(USES.$1))
	$$(CC) $$(LDFLAGS) -fsanitize=fuzzer -o $$@ $$^ $$(LDLIBS)
$(FUZZ.$1:%.c=$(B)/%.replay): %.replay: %.o $(B)/runner/base/tests/replay.o \
		$(call libs,$1 $(USES.$1))
	$$(CC) $$(LDFLAGS) -o $$@ $$^ $$(LDLIBS)
endef
$(foreach l,$(LAYERS),$(eval $(call LAYER,$l)))

test: all $(TESTS) $(FUZZ:%=$(B)/%.replay) ## unit tests, fuzz corpora, shell tests
	@for t in $(TESTS); do $$t || exit 1; done
	@for f in $(FUZZ); do $(B)/$$f.replay fixtures/corpus/$${f##*/}/* || exit 1; done
	@for t in $(SHTESTS); do bash $$t $(B)/entente || exit 1; done
check-headers: ## each header compiles alone
	@for h in $$(git ls-files '*.h'); do \
		$(CC) $(CPPFLAGS) $(CFLAGS) -fsyntax-only -x c $$h || exit 1; done
check-format: ## clang-format agrees
	clang-format --dry-run -Werror $$(git ls-files '*.[ch]')
check-banned: all ## no unbounded or unchecked libc call is linked
	@! nm -u $(call objs,$(SRC)) | grep -wE '(__)?(strn?cpy|strn?cat|v?sprintf'\
	'|gets|strtok|ato[ifl]|system|tmpnam|mktemp)(_chk)?'
check-layers: $(LAYERS:%=check-layer-%) ## every #include follows USES
check-layer-%:
	@! grep -rns --include='*.[ch]' '^#include "' $(call at,$*) | \
		grep -v $(foreach l,$* $(USES.$*),-e '"$(call inc,$l)/')
clean: ## remove build/
	rm -rf $(BUILD)
help:
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16
-include $(shell find $(B) -name '*.d' 2>/dev/null)
