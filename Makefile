# Everything a person needs: "make run" and "make test". Both install what the machine lacks and ask nothing.

OLDHAND_DATA_DIR ?= data
export OLDHAND_DATA_DIR

help: ## print every target
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## install what is missing, build, bring in the sample village on first start, serve the chat page
	@integrations/postgres/install.sh
	@if [ ! -e "$(OLDHAND_DATA_DIR)/sample-village" ]; then ./oldhand import sample && touch "$(OLDHAND_DATA_DIR)/sample-village"; fi
	@./oldhand serve

build: ## build ./oldhand
	@go build -o oldhand ./cmd/oldhand

test: ## install what is missing, then format check, vet, staticcheck, all tests with -race, every benchmark once, and the evals
	@integrations/postgres/install.sh test
	@files=$$(gofmt -l .); if [ -n "$$files" ]; then echo "gofmt wanted: $$files"; exit 1; fi
	go vet ./...
	go tool staticcheck ./...
	go test -race -timeout 30m ./...
	go test -run '^$$' -bench . -benchtime 1x ./...
	@$(MAKE) --no-print-directory eval

eval: build ## score every eval suite and compare with its floors
	@dir=$$(mktemp -d) && chmod 755 "$$dir" && trap 'rm -rf "$$dir"' EXIT && \
		./oldhand eval --data-dir "$$dir"

bench: ## measure turns, searches, quotes and answers beside their bare parts
	@integrations/postgres/install.sh
	go test -run '^$$' -bench . -benchmem ./...

screenshots: ## take the README's pictures in docs again
	@integrations/postgres/install.sh test
	go test -count=1 -run '^TestScreenshots$$' -update ./e2e

train: ## make the weights of the built-in embedder anew: make train DATA=folder of public data
	go run ./tools/embedder -data "$(DATA)" -out integrations/models/weights.bin

fuzz: ## fuzz every parser for a while
	@for target in $$(grep -rl --include='*_test.go' '^func Fuzz' .); do \
		for name in $$(sed -n 's/^func \(Fuzz[A-Za-z]*\).*/\1/p' $$target); do \
			go test -run '^$$' -fuzz "^$$name\$$" -fuzztime 20s ./$$(dirname $$target) || exit 1; \
		done; done

.PHONY: help run build test eval bench screenshots train fuzz
.DEFAULT_GOAL := help
