package hidden

import (
	"errors"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"oldhand/integrations/bounds"
)

func shown(t *testing.T, page string) (string, error) {
	t.Helper()
	document, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := Elements(document)
	document.FindNodes(hidden...).Remove()
	return strings.TrimSpace(document.Find("body").Text()), err
}

func TestWhatStylesHide(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ style, body, want string }{
		"by class":                {".cost{display:none}", "<p class='a cost'>三元</p><p>八元</p>", "八元"},
		"by id, name and parent":  {"#a, p.b, div > i { visibility : hidden }", "<p id=a>一</p><p class=b>二</p><div><i>三</i></div><p>四</p>", "四"},
		"beneath":                 {"div .x b{opacity:0.0}", "<div><p class=x><u><b>一</b></u>二</p></div>", "二"},
		"beyond the edge":         {".x{position:absolute;left:-9999px}.y{text-indent:-999em}.z{left:-10px}", "<p class=x>一</p><p class=y>二</p><p class=z>三</p>", "三"},
		"without a size":          {".x{FONT-SIZE: 0PX}", "<p class=x>一</p><p>二</p>", "二"},
		"as Word writes it":       {"span.x{mso-hide:all}", "<p>八元<span class=x>进价</span></p>", "八元"},
		"a surer rule shows":      {".x.y{display:block} .x{display:none}", "<p class='x y'>一</p><p class=x>二</p>", "一"},
		"a later rule shows":      {".x{display:none} .x{display:flex}", "<p class=x>一</p>", "一"},
		"a decisive rule hides":   {".x{display:none ! important} .x{display:flex}", "<p class=x>一</p><p>二</p>", "二"},
		"its own style shows":     {".x{display:none}", "<p class=x style='display:block'>一</p>", "一"},
		"its own style hides":     {"", "<p style='color:red; DISPLAY : none'>一</p><p style='opacity:0.9'>二</p>", "二"},
		"on paper only":           {"@media print{.x{display:none}} /* .x{display:none} */", "<p class=x>一</p>", "一"},
		"what it cannot know":     {".x:hover{display:none} .y::before{display:none} @font-face{} .z{display", "<p class='x y z'>一</p>", "一"},
		"a broken rule before it": {"}} ;; .a { : ; } .x{display:none}", "<p class=x>一</p><p>二</p>", "二"},
	} {
		if got, err := shown(t, "<head><style>"+c.style+"</style></head><body>"+c.body+"</body>"); err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
	if got, _ := shown(t, "<style media=print>p{display:none}</style><p>一</p>"); got != "一" {
		t.Errorf("the style sheet of a printer: %q", got)
	}
}

// A page that would take minutes is refused.
func TestStylesHaveBounds(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("<div>", 400) + "x" + strings.Repeat("</div>", 400)
	for name, page := range map[string]string{
		"many rules":     "<style>" + strings.Repeat(".x{display:none}", 60_000) + "</style>" + strings.Repeat("<p>x", 1000),
		"many ancestors": "<style>" + strings.Repeat("a ", 20) + "{display:none}</style>" + deep,
	} {
		if _, err := shown(t, page); !errors.As(err, new(bounds.Error)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
