package sales

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"oldhand/integrations/batch"
	"oldhand/integrations/table"
	"oldhand/integrations/text"
)

//go:embed data/columns.tsv
var columnNames string

//go:embed data/words.tsv
var wordFile string

// words are what the cells of a file say, by kind.
var words = text.Lists(wordFile)

// schema names the columns of a file of what was sold: those of a file of orders, and those of the goods in them.
var schema = func() table.Schema {
	s := batch.Schema()
	for column, names := range text.Lists(columnNames) {
		for of, others := range s.Also {
			s.Also[of] = slices.DeleteFunc(others, func(name string) bool { return slices.Contains(names, name) })
		}
		s.Also[column], s.Optional = names, append(s.Optional, column)
	}
	s.Required = []string{"quantity"}
	s.Names = append(s.Names, "part", "title", "spec", "second_spec", "new_spec", "code", "product_code")
	return s
}()

// goodsColumns are those by which goods are known.
var goodsColumns = []string{"title", "code", "product_code"}

// Standing is what became of an order in its shop.
type Standing string

// What can become of an order; its goods are to be fetched in the first case alone.
const (
	Open     Standing = ""
	Closed   Standing = "closed"
	Refunded Standing = "refunded" // or to be
	Unpaid   Standing = "unpaid"
	Shipped  Standing = "shipped"
)

// standing reads what the cells of a row say of its order. What nobody knows the words of is open: its goods are shown before anything
// is ordered.
func standing(status, refund, payment string) Standing {
	status, refund, payment = plainly(status), plainly(refund), plainly(payment)
	switch {
	case says(status, "closed"):
		return Closed
	case givenBack(status), givenBack(refund), givenBack(payment):
		return Refunded
	case says(status, "unpaid"), says(payment, "unpaid"), says(payment, "unsettled"):
		return Unpaid
	case says(status, "shipped"):
		return Shipped
	}
	return Open
}

func givenBack(cell string) bool { return says(cell, "refunded") && !says(cell, "none") }

// separators stand between words of Latin letters.
var separators = regexp.MustCompile(`[\s_\pP]+`)

// plainly is a cell as its words compare, with spaces at both ends.
func plainly(cell string) string {
	return " " + strings.TrimSpace(separators.ReplaceAllString(fold(cell), " ")) + " "
}

// says that a cell has words of a kind. Those of Latin letters stand alone: in unshipped there is no shipped.
func says(cell, kind string) bool {
	return slices.ContainsFunc(words[kind], func(word string) bool {
		if !text.HasHan(word) {
			word = " " + word + " "
		}
		return strings.Contains(cell, word)
	})
}
