package sales

import (
	"testing"

	"oldhand/intents/dialogue/dialoguetest"
)

func TestWhatIsRememberedReadsBack(t *testing.T) {
	t.Parallel()
	dialoguetest.ReadsBack(t, remembered{File: 7, Left: []leftOut{{Place: 2, Pieces: 8}}})
	dialoguetest.ReadsBack(t, remembered{})
}
