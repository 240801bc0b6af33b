package meaning

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// undo takes back what was done last: a parcel just recorded, else an edit of the draft or the order.
func (m *message) undo() Command {
	p, placed := m.Parcel, m.Focus.Order
	if p == nil || !p.Recorded || m.Now.Sub(p.At) > Recently || placed != nil && !placed.Undone && placed.At.After(p.At) || m.Edited.After(p.At) {
		return Undo{}
	}
	return UndoParcel{Carried(p.Number)}
}

// lastEdit are words that take back the last edit of the draft, and nothing else.
var lastEdit = regexp.MustCompile(`(?i)^(?:(?:oops|sorry|no|wait|actually|please|hang on)[,.! ]*)*(?:(?:undo|revert|take back|roll back|reverse)(?: that| this| it| the| my)?(?: last| latest)?(?: change| edit| step| one)?|` +
	`(?:take|put|bring|change|set) (?:that|it|this|them|the last one) back(?: (?:as|to (?:how|what)|how|the way) (?:it|they|that) (?:was|were|had been))?(?: before)?|go back(?: one step| a step)?|(?:leave|make) it (?:as|how|the way) it was(?: before)?|` +
	`(?:as|how|the way) it was(?: before)?|(?:that|this|the last) (?:change|edit) (?:was|is) (?:wrong|a mistake))(?: please| pls|,? thanks)?$|` +
	`^(?:哎呀?|啊|诶|不对|不好意思|等等|抱歉)?[，,。！ ]*我?(?:刚才|刚刚|上面)?(?:那?一?[步下次])?(?:[改点按加删][错反]了?|(?:撤销|撤回|取消|恢复|还原|撤了?)(?:一下)?(?:刚才|刚刚|上一?|最后一?)(?:的|那|这|一)*(?:步|下|次|个)?(?:修改|改动|操作|改的)?|` +
	`(?:的)?(?:修改|改动|改的|那[步下]|这[步下])(?:不算|撤销|撤回|撤了?|不要)|改回(?:去|来|原来的?样?|原样|之前的?)|[变退]回(?:去|原样|原来的?样?)|恢复原[来样](?:的样子)?|还是(?:原来|之前|刚才)(?:的|那样))[了吧啊呀]*$`)

// undone reads words that take back the last edit of the draft, where there is one.
func undone(m *message) (Reading, bool) {
	if m.Edited.IsZero() || m.asks(AnswerSlot) || !lastEdit.MatchString(shape{m}.bareText()) {
		return Reading{}, false
	}
	return m.reading(m.undo())
}

var (
	// callOff are words that cancel what stands beside them: numberOfMany, an order's number of perhaps several, with no more than besideMany.
	callOff      = regexp.MustCompile(voidWords.String() + `|撤[了掉]`)
	numberOfMany = regexp.MustCompile(`#\s?\d{1,12}|\d{4,12}`)
	besideMany   = regexp.MustCompile(`(?i)\b(?:and|also|both|all|two|three|them|these|those|orders?|too|as well|i|want|to)\b|[和跟与及、+&/]|还有|以及|一起|[两三四五几]|都|全部?|通通|统统|给我|把|想|要|了|掉|吧|啊`)
)

// voidedTogether are the numbers of the orders that a message wants cancelled, and nothing else: cancel 1001 and 1003. Without their sign
// numbers are orders' where no card is open, and no SKU is called so.
func voidedTogether(m *message) (numbers []int64) {
	rest := numberOfMany.ReplaceAllString(m.text, " ")
	for _, beside := range []*regexp.Regexp{callOff, besideMany, aboutOrder} {
		rest = beside.ReplaceAllString(rest, " ")
	}
	if strings.TrimSpace(rest) != "" || !callOff.MatchString(m.text) || m.pasted() {
		return nil
	}
	for _, digits := range numberOfMany.FindAllString(m.text, -1) {
		bare := strings.TrimLeft(digits, "# ")
		_, isSKU := m.names.SKU(bare)
		n, err := strconv.ParseInt(bare, 10, 64)
		if err != nil || bare == digits && (isSKU || len(m.Draft) > 0) {
			return nil
		}
		if !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	return numbers
}
