package address

import (
	"regexp"

	"oldhand/integrations/text"
)

// personal is what names or reaches somebody: a stretch of seven digits or more, in whatever way they are grouped or
// written; the labels of a pasted address; a street, house or room; addresses of mail and pages.
var personal = regexp.MustCompile(`(?:[0-9零〇一二三四五六七八九幺][ \-.()+·_/]*){7}|` +
	`收货人|收件人|联系人|姓名|电话|微信|地址|@|://|www\.|\b(?:receiver|recipient|consignee|wechat|whatsapp|address)\b|` +
	`[路街道巷弄]\s*[0-9一二三四五六七八九十百]+\s*[号弄]|[0-9一二三四五六七八九十]\s*(?:号楼|栋|幢|单元|室)|小区|` +
	`\b[0-9]+[a-z]?,? +(?:[a-z]+ +){1,3}(?:road|rd|street|st|avenue|ave|lane)\b|\b(?:apt|apartment|room|flat|building) *#?[0-9]`)

// Personal says that a message names somebody, or where they live or can be reached, so that it must not leave the village.
func Personal(message string) bool {
	if personal.MatchString(text.Fold(message)) {
		return true
	}
	read, _ := Parse(message) // also of a place that is unknown or ambiguous
	return read.Contact != Contact{}
}
