package address

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"oldhand/integrations/text"
)

// surnames are the common ones of one character; double are those of two.
const surnames = `赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干解应宗丁宣邓单杭洪包诸左石崔吉钮龚程邢裴陆荣翁荀甄曲封储靳焦牧山谷车侯全班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹龙叶幸司黎溥印怀蒲邰鄂索赖卓蔺屠池乔胥苍闻党翟谭贡姬申扶冉宰雍桑桂牛寿通边燕冀尚农温庄晏柴瞿阎慕连习艾向古易廖终居衡步耿满弘匡国文寇广东沃利蔚越隆师巩聂晁敖融冷辛简饶曾关游权岳帅况肖涂阳覃佘付白闫段欧代楼佟谌邸仝亓麦练邝隋鄢巫庹粟栗逄兰芦鞠苟查阚楚荆惠茹植敬冼占盖郜劳尉芮檀揭`

var doubleSurnames = strings.Fields("欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 南宫 西门 宇文 长孙 轩辕 百里")

//go:embed data/words.tsv
var wordsFile string

// words are those that tell names from what else stands in an address, by kind.
var words = text.Lists(wordsFile)

func isSurname(r rune) bool { return strings.ContainsRune(surnames, r) }

func beginsWithSurname(name []rune) bool {
	if len(name) == 0 {
		return false
	}
	return isSurname(name[0]) || len(name) > 2 && slices.Contains(doubleSurnames, string(name[:2]))
}

// Characters that end a part of an address, so that a name may follow them without a space; those of them and others that end no
// name which follows so; and those that no name holds behind its first.
const (
	addressEnds = `号楼栋幢室层座弄村店厦区园苑寓院城场铺档口户元舍馆站厂库司校街路道巷屯庄组街镇乡队期谷局处所`
	endsNoName  = `号楼栋幢室层座弄村店厦区园苑寓院场铺档口户舍馆站厂库校街路道巷屯镇乡队处所局房厅侧边旁间部桥湖塘`
	notInNames  = `号楼栋幢室街巷弄镇乡村路`
	// streetSurnames are surnames, too.
	streetSurnames = `楼路`
	// officesEnds end the name of an office but of nobody who begins like one.
	officesEnds = `局处所站厂司`
	// villagesEnd end the name of a village or a landmark, and nobody's.
	villagesEnd = `庄堡坊营嘴渡泾埠墩岗陂圃庙祠寺坟沟坑塱滘围厍垟塘闸堰圩浜荡淀屯寨坞甸店峪沱渠窑里门宫巷湾埔涌堆坎墅`
	// quartersEnd end the name of a quarter right behind that of its city, where a street is due.
	quartersEnd = `桥湖沙牌港岛岭坡坪坝浦洞口城园`
	// placesEnd end the name of a place, and a long nickname never.
	placesEnd = `门桥湖塘沙岗牌港湾岛岭坡坑坪埔围涌墩坝浦堡营寨洞山河江海东西南北顶贸京堆坎冲窑井庵林口`
)

// front is what people write before their name to stand first in other people's lists: A0阿杰.
var front = regexp.MustCompile(`^(?:a{1,4}\d{1,3}|0{1,3}a{1,3})(\p{Han})`)

// wholeName scores a part that may be nothing but a name.
func wholeName(text []rune) int {
	if isRemark(string(text)) {
		return 0
	}
	name := strings.TrimSuffix(strings.TrimSuffix(withoutCue(string(text)), "收"), "亲")
	name = strings.ReplaceAll(name, "*", "")
	if rest := front.ReplaceAllString(name, "$1"); rest != name {
		return min(2, hanName([]rune(rest)))
	}
	latin, han := strings.ContainsFunc(name, isLatin), strings.ContainsFunc(name, isHan)
	switch {
	case strings.ContainsFunc(name, func(r rune) bool { return !isHan(r) && !isLatin(r) && !strings.ContainsRune(" .-'·•", r) }):
		return 0
	case latin && han:
		return mixedName(name)
	case latin:
		return latinName(name)
	}
	return hanName([]rune(name))
}

// latinName scores a name in Latin letters.
func latinName(name string) int {
	parts := strings.FieldsFunc(name, func(r rune) bool { return !isLatin(r) && r != '\'' && r != '-' })
	switch n := len(parts); {
	case len(name) < 2, slices.ContainsFunc(parts, func(word string) bool { return slices.Contains(words["no name"], word) }):
		return 0
	case n >= 2 && n <= 4:
		return 2
	}
	return 1
}

// longestMixed is how long a name of Latin letters and Chinese characters can be.
const longestMixed = 12

// mixedName scores a name of Latin letters and Chinese characters: Amy小姐, L先生, A王记五金店. One that ends like a place is none: A座.
func mixedName(name string) int {
	runes := []rune(name)
	last := runes[len(runes)-1]
	switch {
	case titled(name) != name:
		return 5
	case len(runes) > longestMixed:
		return 0
	case isShop(name):
		return 2
	case saysSomething(runes):
		return 0
	case isPlace(runes), strings.ContainsRune(endsNoName, last) && !isSurname(last):
		return 0
	}
	return 2
}

// titled is a name without the title behind it.
func titled(name string) string {
	for _, title := range words["title"] {
		if rest, ok := strings.CutSuffix(name, title); ok && rest != "" {
			return rest
		}
	}
	return name
}

// longestForeign is how long a name of several parts can be that is written in Chinese characters: 迪丽热巴·迪力木拉提.
const longestForeign = 20

// hanName scores a name in Chinese characters.
func hanName(runes []rune) int {
	name := string(runes)
	bare := []rune(titled(name))
	surname := beginsWithSurname(runes)
	switch n := len(runes); {
	case n > 8 && n <= longestForeign && strings.ContainsAny(name, "·•") && !saysSomething(runes):
		return 4
	case n == 0, n > 8, !isShop(name) && saysSomething(runes), besideStreet(runes), slices.Contains(words["title"], name):
		return 0
	case strings.ContainsAny(name, "·•"):
		return 4
	case len(bare) < n && len(bare) <= 4 && !isPlace(bare):
		return 5
	case isShop(name):
		return 1
	case n > 6, isPlace(runes), noName(runes):
		return 0
	case n == 1:
		return loneSurname(runes[0])
	case strings.ContainsRune(addressEnds, runes[n-1]) && (n > 3 || !surname):
		return 0
	case strings.ContainsRune(addressEnds, runes[n-1]):
		return 1
	case n <= 3 && surname, n == 4 && slices.Contains(doubleSurnames, string(runes[:2])):
		return 4
	case n > 4, n > 2 && strings.ContainsRune(placesEnd, runes[n-1]):
		return 0
	}
	return 2
}

// isQuarter says that Chinese characters right behind a city or county are rather a part of it than somebody: without a
// surname, a title or the manner of a nickname, or with an end as places have it.
func isQuarter(text []rune) bool {
	n := len(text)
	switch {
	case slices.ContainsFunc(text, func(r rune) bool { return !isHan(r) }) || titled(string(text)) != string(text):
		return false
	case beginsWithSurname(text):
		return strings.ContainsRune(quartersEnd, text[n-1])
	}
	return !strings.ContainsRune("阿小老大", text[0]) && text[0] != text[n-1]
}

// loneSurname scores a surname by itself; 东 is rather where something lies.
func loneSurname(r rune) int {
	if isSurname(r) && !strings.ContainsRune(addressEnds+directions, r) {
		return 1
	}
	return 0
}

// isShop says that a name is that of a shop that somebody runs, and of no place where parcels are left.
func isShop(name string) bool {
	ends := func(ending string) bool { return strings.HasSuffix(name, ending) && name != ending }
	return slices.ContainsFunc(words["shop"], ends) && !slices.ContainsFunc(words["place"], ends)
}

// directions tell where in or at a building or a place something is, and sides what it is there.
const (
	directions = `东西南北前后左右上下内外中正侧边旁`
	sides      = `门侧面区口头边苑院楼街路座塔厅栋幢段厢`
)

// isPlace says that a text is a word of addresses, or ends with one: 单元, 三号花园, 东侧, 万科城.
func isPlace(text []rune) bool {
	n := len(text)
	if n >= 2 && (strings.ContainsRune(villagesEnd, text[n-1]) || strings.ContainsRune(sides, text[n-1]) && strings.ContainsRune(directions, text[n-2])) {
		return true
	}
	s := string(text)
	return slices.ContainsFunc(words["place"], func(word string) bool { return strings.HasSuffix(s, word) }) ||
		slices.ContainsFunc(words["estate"], func(brand string) bool { return strings.HasPrefix(s, brand) })
}

// saysSomething says that a text is a remark for the sender or the courier, and nobody's name. A surname may begin with the
// character of one: 谢小安, 付强.
func saysSomething(text []rune) bool {
	s := string(text)
	if n := len(text); isRemark(s) || n > 1 && strings.ContainsRune(thingsEnd, text[n-1]) {
		return true
	}
	return strings.ContainsAny(s, remarks) || len(text) > 1 && strings.ContainsAny(string(text[1:]), remarksBehind)
}

// isRemark says that a text is, or has in it, a word of remarks.
func isRemark(s string) bool {
	return slices.Contains(words["no name"], s) || slices.ContainsFunc(words["remark"], func(word string) bool { return strings.Contains(s, word) })
}

// Characters that only remarks hold, those that do so behind the first character, and those that end the names of goods.
const (
	remarks       = `请勿您寄递运件货拍的了吗吧呢`
	remarksBehind = `谢付送放发别要给收柜邮这那`
	thingsEnd     = `裙裤鞋帽袜夹壳杯伞袋盒箱`
)

// besideStreet says that two characters tell where something lies: 路西.
func besideStreet(text []rune) bool {
	return len(text) == 2 && strings.ContainsRune(streetSurnames, text[0]) && strings.ContainsRune(directions, text[1])
}

// noName says that a text is a piece of an address, whatever it begins with; 楼 and 路 are surnames, too.
func noName(text []rune) bool {
	return strings.ContainsAny(string(text[1:]), notInNames) || len(text) > 2 && strings.ContainsRune(officesEnds, text[len(text)-1])
}

// isNameBehind says that characters are a name where they follow an address that ends with the character before; 0: with its
// place.
func isNameBehind(name []rune, before rune) bool {
	if slices.ContainsFunc(name, func(r rune) bool { return !isHan(r) }) || !beginsWithSurname(name) && !isNickname(name) {
		return false
	}
	number := isDigit(before) || isLatin(before)
	switch size := len(name); {
	case before != 0 && !number && !strings.ContainsRune(addressEnds, before), size > 3 && hanName(name) < 4:
		return false
	case strings.ContainsRune(streetSurnames, name[0]) && (number || strings.ContainsRune("一二三四五六七八九十号栋幢", before) || size > 2 && beginsWithSurname(name[1:])): // 12楼张伟, 学院路李明
		return false
	case noName(name), besideStreet(name), isPlace(name), saysSomething(name), size > 2 && strings.ContainsRune(endsNoName, name[size-1]), size == 2 && strings.ContainsRune(endsNoName+"城", name[1]):
		return false
	}
	return true
}

// isNickname says that a name is what people call somebody by the surname: 老王.
func isNickname(name []rune) bool {
	return len(name) == 2 && strings.ContainsRune("老小阿", name[0]) && isSurname(name[1])
}
