// Package e2e holds the tests and benchmarks that drive the whole program as its people do: through the Bot API server,
// the chat page and the command line. testdata/README.md says how to read and write its conversations.
package e2e
