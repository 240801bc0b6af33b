package address

import (
	_ "embed"
	"strings"

	"oldhand/integrations/text"
)

// endings are what people leave out at the end of a division's name, the longer first.
var endings = map[level][]string{
	province: {"特别行政区", "自治区", "省", "市"},
	city:     {"自治州", "地区", "盟", "市"},
	county:   {"自治县", "自治旗", "街道", "新区", "林区", "特区", "县", "区", "市", "旗", "镇"},
}

// peoples are those that autonomous divisions are named after.
var peoples = strings.Fields(`各族 维吾尔 哈萨克族 哈萨克 柯尔克孜 达斡尔族 土家族 布依族 仡佬族 仫佬族 毛南族 纳西族 拉祜族
	傈僳族 哈尼族 布朗族 景颇族 独龙族 普米族 裕固族 保安族 东乡族 撒拉族 朝鲜族 蒙古族 蒙古 塔吉克 锡伯 满族 回族 苗族
	彝族 壮族 瑶族 侗族 畲族 黎族 羌族 藏族 傣族 佤族 白族 怒族 水族 土族`)

// shortName is what people call a division: 新疆维吾尔自治区 is 新疆, 乌鲁木齐市 is 乌鲁木齐, 东乡族自治县 is 东乡.
func shortName(name string, l level) string {
	for _, ending := range endings[l] {
		short, ok := strings.CutSuffix(name, ending)
		switch {
		case !ok || short == "":
			continue
		case ending == "新区" && len([]rune(short)) < 2: // 清新区 is 清新
			continue
		case strings.HasPrefix(ending, "自治"):
			return withoutPeoples(short)
		default:
			return short
		}
	}
	return name
}

func withoutPeoples(name string) string {
	for _, people := range peoples {
		if rest, ok := strings.CutSuffix(name, people); ok && len([]rune(rest)) >= 2 {
			return withoutPeoples(rest)
		}
	}
	return strings.TrimSuffix(name, "族")
}

// zones are what people call zones, by what these are called behind the name of their city.
var zones = map[string]string{
	"经济技术开发区": "经开区 经济开发区 开发区", "高新技术产业开发区": "高新区 高新开发区 高新技术开发区", "高新技术开发区": "高新区",
}

// former are what divisions were called before they were merged or renamed, and the codes of what they lay in before they were
// moved, by code.
var former = text.Lists(formerFile)

//go:embed data/former.tsv
var formerFile string

// nicknames are other names of divisions, by code.
var nicknames = map[string]string{
	"15": "内蒙 内蒙省 内蒙古省", "45": "广西省 广西自治区", "54": "西藏省", "64": "宁夏省 宁夏自治区", "65": "新疆省 新疆自治区 新彊",
	"71": "台湾 台湾省 台北 新北 高雄 台中 台南 桃园市 新竹 基隆 嘉义 台北市 新北市 高雄市 台中市 台南市 新竹市 基隆市 嘉义市 新竹县 嘉义县 " +
		"宜兰 宜兰县 花莲 花莲县 屏东 屏东县 彰化 彰化县 苗栗 苗栗县 南投县 云林县 台东县 澎湖 澎湖县",
	"81": "香港 香港特区 九龙 新界 香港岛", "82": "澳门 澳门特区 氹仔",
	"6528": "巴州", "6530": "克州", "6527": "博州", "1525": "锡盟",
	"4206": "襄樊", "5328": "版纳", "310115": "川沙", "120116": "塘沽",
	"52": "贵安新区", "61": "西咸新区", "50": "两江新区", "5101": "天府新区", "3201": "江北新区", "1306": "雄安 雄安新区", "130672": "白沟新城 白沟", "131082": "燕郊",
	"440307": "大鹏新区", "440309": "龙华新区", "440310": "坪山新区", "440311": "光明新区",
}

// regions are names for several provinces at once: a price to one of them is asked for by its province.
var regions = map[string]string{
	"江浙沪": "32 33 31", "江浙沪皖": "32 33 31 34", "长三角": "32 33 31 34", "江浙": "32 33", "京津冀": "11 12 13", "东三省": "21 22 23",
	"东北": "21 22 23", "川渝": "51 50", "两广": "44 45", "两湖": "42 43", "云贵川": "53 52 51", "云贵": "53 52", "港澳台": "81 82 71",
	"港澳": "81 82", "陕甘宁": "61 62 64", "新藏": "65 54", "西北": "61 62 63 64 65", "西南": "50 51 52 53 54", "华东": "31 32 33 34 35 36 37",
	"华南": "44 45 46", "华北": "11 12 13 14 15", "华中": "41 42 43",
}

// letters are the one-character names of provinces; they count only where nothing else is written.
var letters = map[string]string{
	"京": "11", "津": "12", "冀": "13", "晋": "14", "蒙": "15", "辽": "21", "吉": "22", "黑": "23", "沪": "31", "苏": "32", "浙": "33",
	"皖": "34", "闽": "35", "赣": "36", "鲁": "37", "豫": "41", "鄂": "42", "湘": "43", "粤": "44", "桂": "45", "琼": "46", "渝": "50",
	"川": "51", "蜀": "51", "黔": "52", "贵": "52", "滇": "53", "藏": "54", "陕": "61", "秦": "61", "甘": "62", "陇": "62", "青": "63",
	"宁": "64", "新": "65", "台": "71", "港": "81", "澳": "82",
}

// english are the established English names, by code; the first is the one oldhand writes. Every other division goes
// by its pinyin.
var english = map[string][]string{
	"15": {"Inner Mongolia", "Nei Mongol", "Neimeng", "Neimenggu", "Nei Menggu"}, "61": {"Shaanxi"}, "54": {"Tibet", "Xizang"},
	"71": {"Taiwan", "Taipei", "Kaohsiung", "Taichung", "Tainan", "Hsinchu"},
	"81": {"Hong Kong", "Kowloon", "New Territories", "HK", "HKSAR"}, "82": {"Macau", "Macao", "Aomen"},
	"65": {"Xinjiang", "Sinkiang"}, "44": {"Guangdong", "Canton Province"}, "11": {"Beijing", "Peking"}, "50": {"Chongqing", "Chungking"},
	"12": {"Tianjin", "Tientsin"}, "4401": {"Guangzhou", "Canton"}, "3201": {"Nanjing", "Nanking"}, "3502": {"Xiamen", "Amoy"},
	"3702": {"Qingdao", "Tsingtao"}, "2102": {"Dalian", "Dairen"}, "2301": {"Harbin", "Haerbin"}, "2302": {"Qiqihar", "Qiqihaer"},
	"1501": {"Hohhot", "Huhehaote", "Huhhot"}, "1506": {"Ordos", "Erdos"}, "1507": {"Hulunbuir", "Hulun Buir"}, "1508": {"Bayannur"},
	"1509": {"Ulanqab"}, "1522": {"Hinggan"}, "1525": {"Xilingol", "Xilin Gol"}, "1529": {"Alxa"},
	"6501": {"Urumqi", "Urumchi", "Wulumuqi"}, "6502": {"Karamay"}, "6504": {"Turpan", "Turfan"}, "6505": {"Hami", "Kumul"},
	"6523": {"Changji"}, "6527": {"Bortala"}, "6528": {"Bayingolin"}, "6529": {"Aksu"}, "6530": {"Kizilsu"},
	"6531": {"Kashgar", "Kashi"}, "6532": {"Hotan", "Khotan"}, "6540": {"Ili", "Yili"}, "6542": {"Tacheng"}, "6543": {"Altay"},
	"654002": {"Yining", "Ghulja"}, "652801": {"Korla"}, "659001": {"Shihezi"}, "653101": {"Kashgar City"},
	"5401": {"Lhasa", "Lasa"}, "5402": {"Shigatse", "Xigaze"}, "5403": {"Chamdo", "Qamdo"}, "5404": {"Nyingchi"},
	"5405": {"Shannan", "Lhoka"}, "5406": {"Nagqu"}, "5425": {"Ngari"}, "6101": {"Xi'an", "Sian"}, "2224": {"Yanbian"},
	"5132": {"Aba", "Ngawa"}, "5133": {"Garze", "Ganzi"}, "6328": {"Haixi"}, "632801": {"Golmud"}, "5328": {"Xishuangbanna", "Sipsongpanna"},
	"5334": {"Diqing"}, "533401": {"Shangri-La"}, "152501": {"Erenhot"}, "150781": {"Manzhouli"}, "3310": {"Taizhou"}, "320583": {"Kunshan"},
	"4601": {"Haikou"}, "5301": {"Kunming"}, "330782": {"Yiwu"}, "310115": {"Pudong"}, "440304": {"Futian"},
}

// readings are how the names of divisions are read whose pinyin in the tables takes a character for what it reads
// elsewhere: 乐清 is Yueqing.
var readings = map[string]string{
	"310112": "min hang qu", "330382": "yue qing shi", "320116": "lu he qu", "510117": "pi du qu", "420116": "huang pi qu",
	"222404": "hun chun shi", "441422": "da bu xian", "510682": "shi fang shi", "411726": "bi yang xian", "341621": "guo yang xian",
	"130225": "lao ting xian", "141024": "hong tong xian", "652823": "yu li xian", "511527": "jun lian xian", "621223": "tan chang xian",
	"140924": "fan shi xian", "140109": "wan bai lin qu", "610829": "wu bu xian", "130726": "yu xian", "371722": "shan xian",
	"410621": "xun xian", "341021": "she xian",
}
