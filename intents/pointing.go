package intents

import (
	"regexp"
	"strconv"
	"strings"
)

// pointing is how people point at a line of the list they were shown: 第二个, 2号, number 2, the second one.
var pointing = regexp.MustCompile(`(?i)第\s*([一二两三四五六七八九十\d]{1,2})\s*[个款种]|(?:^|[^\d])(\d{1,2})\s*号(?:的|款|要|来)|` +
	`\b(?:number|no\.)\s*(\d{1,2})\b|\bthe\s+(first|second|third|fourth|fifth)(?:\s+one)?\b`)

// ordinals are the numbers that are written as words.
var ordinals = map[string]int{
	"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
}

// pointed puts the SKU where words point at a line of the list shown last, so that they can be understood by themselves.
func (v *visit) pointed(text string) string {
	m := pointing.FindStringSubmatchIndex(text)
	if m == nil || v.state.Found == nil {
		return text
	}
	for group := 2; group < len(m); group += 2 {
		if m[group] < 0 {
			continue
		}
		if sku, ok := v.state.Found.at(text[m[group]:m[group+1]]); ok {
			return text[:m[0]] + " " + sku + " " + text[m[1]:]
		}
	}
	return text
}

// at gives the SKU at a number of the page shown.
func (f *found) at(word string) (string, bool) {
	n, ok := ordinals[strings.ToLower(word)]
	if !ok {
		n, _ = strconv.Atoi(word)
	}
	i := n - 1 - f.Page*pageSize
	if i < 0 || i >= len(f.SKUs) {
		return "", false
	}
	return f.SKUs[i], true
}
