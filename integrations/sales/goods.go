package sales

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"oldhand/integrations/batch"
	"oldhand/integrations/table"
)

// Goods are what a shop sells under one name: a merchant code, or a title and a kind of it.
type Goods struct {
	Name  string // as it compares with others of the shop, at most 400 characters
	Code  string // the merchant's own; may be empty
	Title string // may be empty where there is a Code
	Spec  string // colour, size and the like; may be empty
}

const (
	// maxName is how long the name of goods can be, in characters; the table has the check.
	maxName = 400
	// maxPieces is how many pieces a row can have.
	maxPieces = 100_000
	// titleRead is how much of a title goods are looked for by, in characters: what stands behind it is there to be found by buyers.
	titleRead = 60
)

// Words are those by which the goods are looked for in the catalogue.
func (g Goods) Words() string {
	if g.Title == "" {
		return g.Code
	}
	title := []rune(g.Title)
	return strings.Join(append([]string{string(title[:min(len(title), titleRead)])}, values(g.Spec)...), " ")
}

// Kind is which of their kinds the goods are, in words: 红色 大; empty where there is but one.
func (g Goods) Kind() string { return strings.Join(values(g.Spec), " ") }

// packs are words that say how many pieces are sold as one.
var packs = regexp.MustCompile(strings.Join(words["pack"], "|"))

// Packed says that one piece in the shop is several pieces: 10个装.
func (g Goods) Packed() bool {
	return slices.ContainsFunc(append(values(g.Spec), g.Spec, g.Title), func(text string) bool {
		for _, m := range packs.FindAllStringSubmatch(fold(text), -1) {
			if n, err := strconv.Atoi(cmp.Or(m[1:]...)); err == nil && n > 1 {
				return true
			}
		}
		return false
	})
}

// betweenValues stands between the values of a kind, and beforeValue before one: the name of what it is.
var (
	betweenValues = regexp.MustCompile(`[;；,，|/\\+、\n]+`)
	beforeValue   = regexp.MustCompile(`^[^:：]*[:：]`)
)

// values are those of a kind: of 颜色分类:红色;尺码:M they are 红色 and M.
func values(spec string) (all []string) {
	for _, part := range betweenValues.Split(spec, -1) {
		if part = strings.TrimSpace(beforeValue.ReplaceAllString(part, "")); part != "" {
			all = append(all, part)
		}
	}
	return all
}

// fold is how texts compare: without regard to case, width and spaces.
func fold(s string) string {
	return strings.ToLower(width.Fold.String(strings.Join(strings.Fields(s), " ")))
}

var (
	errGoods  = errors.New("no goods are named")
	errPieces = errors.New("not a number of pieces")
	errKinds  = errors.New("several goods, and only the sum of their pieces")
)

// refusals are the reasons for which a row is not taken.
var refusals = []struct {
	err  error
	code string
}{{errGoods, "sales.refused.goods"}, {errPieces, "sales.refused.pieces"}, {errKinds, "sales.refused.kinds"}}

func refusal(err error) table.Reason {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return table.Because(r.code, nil)
		}
	}
	return table.Because("sales.refused.goods", nil)
}

// goodsIn are the goods of a row.
func goodsIn(r table.Row) (Goods, error) {
	g := Goods{Code: batch.Written(r, "code"), Title: batch.Written(r, "title")}
	var kind string
	g.Spec, kind = kindIn(r)
	product := batch.Written(r, "product_code")
	if g.Code == "" && kind == "" {
		g.Code = product // which is that of all kinds, if there are several
	}
	if named := cmp.Or(g.Title, product); g.Code == "" && named != "" {
		g.Title = named
		g.Name = strings.TrimSuffix(fold(named)+" · "+fold(kind), " · ")
	} else {
		g.Name = fold(g.Code)
	}
	if g.Name == "" || len([]rune(g.Name)) > maxName || len([]rune(g.Title)) > maxName || len([]rune(g.Spec)) > maxName || table.CutShort(g.Code) {
		return Goods{}, errGoods
	}
	return g, nil
}

// kindIn is which of their kinds the goods are, as it was changed to if it was, and what tells it from others: where nothing is said, the
// shop's own number of it. Both are empty where there is but one.
func kindIn(r table.Row) (spec, apart string) {
	both := []string{batch.Written(r, "spec"), batch.Written(r, "second_spec")}
	spec = cmp.Or(batch.Written(r, "new_spec"), strings.Trim(strings.Join(both, ";"), ";"))
	switch {
	case slices.Contains(words["plain"], strings.ReplaceAll(fold(spec), " ", "")):
		return "", ""
	case spec == "":
		return "", batch.Written(r, "variant")
	}
	return spec, spec
}

var pieces = regexp.MustCompile(`^(\d{1,6})(?:\.0+)?\s*(?:` + strings.Join(words["counter"], "|") + `)?$`)

// piecesIn is how many of its goods a row has. Where it has the sum of several goods alone, nobody knows of which there are how many.
func piecesIn(r table.Row) (int, error) {
	if kinds, err := strconv.Atoi(batch.Written(r, "kinds")); err == nil && kinds > 1 && counted(r) {
		return 0, errKinds
	}
	m := pieces.FindStringSubmatch(fold(batch.Written(r, "quantity")))
	if m == nil {
		return 0, errPieces
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n < 1 || n > maxPieces {
		return 0, errPieces
	}
	return n, nil
}

// counted says that a file counts all goods of an order together.
func counted(r table.Row) bool {
	return slices.ContainsFunc(words["total"], func(word string) bool { return strings.HasPrefix(r.Heading("quantity"), word) })
}
