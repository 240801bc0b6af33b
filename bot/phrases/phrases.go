// Package phrases holds every sentence oldhand says, in English and Chinese.
package phrases

// Lang is a language oldhand speaks.
type Lang string

// The two languages; neither is a translation of the other.
const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// Text is what a person reads: plain text with the tags b, i, u, s, code, pre and blockquote, everything else escaped.
// Only Say makes one from what people or files wrote.
type Text string
