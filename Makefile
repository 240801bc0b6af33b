# Everything a person needs: "make run" and "make test". Both install what the machine lacks and ask nothing.

OLDHAND_DATA_DIR ?= data
export OLDHAND_DATA_DIR

# What `make chaos` is made of; 0: another one each time.
SEED ?= 0

# For how long `make fuzz` fuzzes each target.
FUZZTIME ?= 10m

# The database of known vulnerabilities, or a mirror of it.
VULNDB ?= https://vuln.go.dev

help: ## print every target
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## install what is missing, build, bring in the sample village on first start, serve the chat page
	@integrations/postgres/install.sh
	@if [ ! -e "$(OLDHAND_DATA_DIR)/sample-village" ]; then ./oldhand import sample --vectors-later && touch "$(OLDHAND_DATA_DIR)/sample-village"; fi
	@./oldhand serve

build: ## build ./oldhand
	@go build -o oldhand ./cmd/oldhand

test: ## install what is missing, then format check, vet, staticcheck, known vulnerabilities, all tests with -race, every benchmark once, and the evals
	@integrations/postgres/install.sh test
	@files=$$(gofmt -l .); if [ -n "$$files" ]; then echo "gofmt wanted: $$files"; exit 1; fi
	go vet ./...
	go tool staticcheck ./...
	@$(MAKE) --no-print-directory vulnerable
	go test -race -timeout 30m ./...
	go test -run '^$$' -bench . -benchtime 1x ./...
	@$(MAKE) --no-print-directory eval

# The program itself is looked at first, which takes a second; only if something vulnerable is in it, the source tells
# whether it is called. govulncheck exits with 3 where it finds something.
vulnerable: build ## fail if the program calls anything with a known vulnerability; say so where their database cannot be reached
	@out=$$(timeout 120 go tool govulncheck -db "$(VULNDB)" -mode binary oldhand 2>&1); status=$$?; \
	case "$$status $$out" in \
	0*) echo "no known vulnerabilities" ;; \
	3*) go tool govulncheck -db "$(VULNDB)" ./... ;; \
	124*|*"fetching vulnerabilities"*|*"creating client"*) echo "not checked for known vulnerabilities: $(VULNDB) cannot be reached" ;; \
	*) echo "$$out"; exit 1 ;; \
	esac

eval: build ## score every eval suite and compare with its floors
	@dir=$$(mktemp -d) && chmod 755 "$$dir" && trap 'rm -rf "$$dir"' EXIT && \
		./oldhand eval --data-dir "$$dir"

bench: ## measure turns, searches, quotes and answers beside their bare parts
	@integrations/postgres/install.sh
	go test -run '^$$' -bench . -benchmem ./...

chaos: ## kill oldhand 200 times and PostgreSQL 50 times under load on a bad network, then balance the books: make chaos SEED=number to have one again
	@integrations/postgres/install.sh test
	go test -count=1 -timeout 120m -v -run '^TestChaos$$' ./e2e -kills 200 -server-kills 50 -seed $(SEED)

screenshots: ## take the README's pictures in docs again
	@integrations/postgres/install.sh test
	go test -count=1 -run '^TestScreenshots$$' ./e2e -update

train: ## make the weights of the built-in embedder anew: make train DATA=folder of public data
	go run ./tools/embedder -data "$(DATA)" -out integrations/models/weights.bin

fuzz: ## fuzz every parser for FUZZTIME, or those of FUZZ, and keep what it finds: make fuzz FUZZTIME=1m FUZZ="FuzzCSV FuzzParse"
	@tools/fuzz.sh "$(FUZZTIME)" $(FUZZ)

.PHONY: help run build test vulnerable eval bench chaos screenshots train fuzz
.DEFAULT_GOAL := help
