package address_test

import (
	"errors"
	"strings"
	"testing"

	"oldhand/integrations/address"
)

// placeCode is the code of what a text names; candidates are joined with "?", and an unknown place is empty.
func placeCode(t testing.TB, text string) string {
	t.Helper()
	read, err := address.Parse(text)
	var several *address.AmbiguousError
	switch {
	case errors.As(err, &several):
		var codes []string
		for _, p := range several.Candidates {
			codes = append(codes, p.Code)
		}
		return strings.Join(codes, "?")
	case errors.Is(err, address.ErrUnknownPlace):
		return ""
	case err != nil:
		t.Fatal(err)
	}
	return read.Place.Code
}

func TestParseAddressNamesOfPlaces(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"新疆": "65", "新疆维吾尔自治区": "65", "新疆省": "65", "内蒙": "15", "内蒙古": "15", "广西": "45", "广西壮族自治区": "45", "宁夏": "64",
		"北京": "11", "北京市": "11", "Beijing": "11", "北京朝阳": "110105", "北京市市辖区朝阳区": "110105", "上海浦东": "310115", "重庆": "50",
		"乌鲁木齐": "6501", "Urumqi": "6501", "wu lu mu qi": "6501", "Wulumuqi": "6501", "Ürümqi": "6501", "烏魯木齊": "6501", "ＵＲＵＭＱＩ": "6501",
		"Lhasa": "5401", "Harbin": "2301", "Hohhot": "1501", "Inner Mongolia": "15", "Tibet": "54", "Xi'an": "6101", "Xian": "6101", "Xi’an": "6101",
		"Hong Kong": "81", "香港": "81", "HK": "81", "Macau": "82", "Macao": "82", "澳門": "82", "Taiwan": "71", "台湾": "71", "臺北市": "71",
		"Canton": "4401", "Shaanxi": "61", "Shanxi": "14", "陕西": "61", "山西": "14", "Kashgar": "6531", "Golmud": "632801",
		"深圳": "4403", "Shenzhen, Guangdong": "4403", "广东深圳": "4403", "广东省深圳市南山区": "440305", "深圳南山": "440305",
		"Nanshan District, Shenzhen, Guangdong Province, China": "440305", "Wen County, Jiaozuo": "410825", "温县": "410825",
		"吉林": "22", "吉林市": "2202", "吉林省吉林市": "2202", "海南": "46", "海南州": "6325", "青海海南": "6325", "西安": "6101", "大理": "5329",
		"义乌": "330782", "义乌市": "330782", "Yiwu": "330782", "浙江义乌": "330782", "东莞": "4419", "东莞虎门镇": "4419", "仙桃": "429004",
		"昆山": "320583", "石河子": "659001", "苏州工业园区": "320576", "吴江市": "320509", "襄樊": "4206", "闸北区": "310106",
		"乾县": "610424", "乾縣": "610424", "咸阳乾县": "610424", "杭州於潜镇": "330112", "杭州于潜镇": "330112", "杭州於潛鎮": "330112",
		"深圳西乡街道": "440306", "粤": "44", "沪": "31",
		"朝阳": "2113?110105?220104", "朝阳区": "110105?220104", "Chaoyang": "2113?110105?220104?440513", "江苏鼓楼区": "320106?320302",
		"Suzhou": "3205?3413", "江浙沪": "32?33?31", "深圳 广州": "4403?4401",
		"乌鲁木奇": "6501", "Urumuqi": "6501", "Shenzen": "4403", "Guangzou": "4401", "石家桩": "1301",
		"桐乡濮院镇": "330483", "温岭泽国": "331081", "即墨鳌山卫镇": "370215", "黄埔南岗": "440112", "发增城新塘镇": "440118", "昌平回龙观街道龙锦苑": "110114", "店口镇解放路": "330681", "张浦镇": "320583", "朝阳区望京街道": "110105",
		"文昌镇": "330127?341802?510725?510824?640502", "⻛雅 ⻓春市⼆道区": "220105", "贵州省遵义县": "520304", "无锡南长区清扬路": "320213", "北京市宣武区": "110102", "枞阳县": "340722",
		"安徽省安庆市枞阳县": "340722", "四平市公主岭市": "220184", "思茅市": "5308", "广西南宁市永新区": "450107", "张家口市桥东区": "130702",
		"桥东区": "130702?130102?130502", "上海市黄埔区": "310101", "重庆市喻北区": "500112", "杭州市肖山区": "330109", "广东省广洲市": "4401",
		"成都市西湖区": "5101?330106?360103", "瑞按市": "330381", "新昌县南明街道": "330624",
		"": "", "安": "", "New York": "", "日本东京": "", "20个红色发夹": "", "hello": "", "\x00": "",
	} {
		if got := placeCode(t, text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestFindPlace(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]string{
		"how much to send 1.2kg to Urumqi": "Urumqi", "1.2kg to Urumqi": "Urumqi", "寄一个800克到深圳，30x20x10": "深圳", "发新疆多少钱": "新疆",
		"to Nanshan, Shenzhen please": "Nanshan, Shenzhen", "从义乌寄到乌鲁木齐要几天": "乌鲁木齐", "from Yiwu to Lhasa 2kg": "Lhasa",
		"寄到和平多少钱": "和平", "2公斤 江浙沪": "江浙沪", "寄廣東省深圳市": "廣東省深圳市", "what about Tibet?": "Tibet", "那发西藏呢": "西藏",
		"1kg to Urumuqi": "Urumuqi", "寄到深圳西乡街道固戍一路": "深圳西乡街道", "寄到杭洲市西湖区多少钱": "杭洲市西湖区", "send it to Chaoyang": "Chaoyang", "Kunshan": "Kunshan",
		"Same to you": "", "Long time no see": "", "her hair clips": "", "send it to Dean": "", "I want to change my order": "", "红色发夹来20个": "",
		"和平": "", "安": "", "北京时间几点": "", "中山装来一件": "", "明天上午9点拿": "", "20 A1023 and 5 of the red hair clips, tomorrow 9am": "",
		"谢谢": "", "退货的快递费谁出？": "", "": "",
	} {
		if words, ok := address.Find(sentence); words != want || ok != (want != "") {
			t.Errorf("%q names %q (%v), want %q", sentence, words, ok, want)
		}
	}
}

func TestEnglishName(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"乌鲁木齐": "Urumqi, Xinjiang", "西藏": "Tibet", "北京朝阳区": "Chaoyang, Beijing", "西安": "Xi'an, Shaanxi", "义乌": "Yiwu, Jinhua, Zhejiang",
		"香港": "Hong Kong", "河南温县": "Wen County, Jiaozuo, Henan", "和田县": "Hetian County, Hotan, Xinjiang", "深圳宝安": "Bao'an, Shenzhen, Guangdong",
		"仙桃": "Xiantao, Hubei", "上海闵行": "Minhang, Shanghai", "单县": "Shan County, Heze, Shandong",
	} {
		read, err := address.Parse(text)
		if got := address.EnglishName(read.Place); got != want || err != nil {
			t.Errorf("%s is %q, want %q (%v)", text, got, want, err)
		}
	}
	if got := address.EnglishName(address.Place{Name: "江浙沪"}); got != "江浙沪" {
		t.Errorf("a place without a code is %q", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"收货人: 李海南[2568]\n手机号码: 18412345678转2568\n所在地区: 广东省 深圳市 南山区", "Shenzhen, Guangdong", "138-0013-8000-", "【】：，[12", "\xff北京",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read, err := address.Parse(text)
		var several *address.AmbiguousError
		switch {
		case errors.As(err, &several):
			if len(several.Candidates) < 2 {
				t.Errorf("%q is ambiguous with %v", text, several.Candidates)
			}
		case err == nil:
			if n := len(read.Place.Code); n != 2 && n != 4 && n != 6 {
				t.Errorf("%q has the code %q", text, read.Place.Code)
			}
		case !errors.Is(err, address.ErrUnknownPlace):
			t.Error(err)
		}
		if words, ok := address.Find(text); ok && !strings.Contains(string([]rune(text)), words) {
			t.Errorf("%q does not hold %q", text, words)
		}
	})
}

func BenchmarkFindPlace(b *testing.B) {
	for b.Loop() {
		address.Find("明天早上帮我寄一个1.2公斤的到乌鲁木齐，三十乘二十乘十，哪家最便宜？")
	}
}

func BenchmarkParseAddress(b *testing.B) {
	for b.Loop() {
		_, _ = address.Parse("收货人: 李海南[2568]\n手机号码: 18412345678转2568\n所在地区: 广东省 深圳市 南山区\n详细地址: 科技园南区A栋3楼")
	}
}
