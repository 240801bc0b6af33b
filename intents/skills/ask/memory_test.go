package ask

import (
	"testing"

	"oldhand/intents/dialogue/dialoguetest"
	"oldhand/knowledge"
)

func TestWhatIsRememberedReadsBack(t *testing.T) {
	t.Parallel()
	at := dialoguetest.Monday.UTC()
	dialoguetest.ReadsBack(t, remembered{
		Asked: &asked{Turn: 3, Text: "who pays?", Previous: []string{"and if it breaks?"}, At: at, Shown: []knowledge.PassageID{7}}, Answering: &answering{Question: 2, Asked: "who pays?", Text: "You.", At: at},
	})
}
