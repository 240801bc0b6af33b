package address_test

import (
	"testing"

	"oldhand/integrations/address"
)

// Places that other places of the same name must not hide.
func TestPlacesBesideOthersOfTheirName(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		// Hong Kong, Macau and Taiwan have districts that are called like counties elsewhere.
		"臺灣臺北市大安區忠孝東路四段101號5樓": "71", "台南市東區大學路1號": "71", "台北市中山區南京東路": "71", "宜蘭縣羅東鎮": "71",
		"香港東區鰂魚涌英皇道": "81", "香港南區香港仔": "81",
		// A street in English is not the city it is named after, and what lies in a city stands between it and the province.
		"12 Beijing Road, Guangzhou": "4401", "Shanghai Road 5, Nanjing": "3201", "No. 8 Nanjing West Road, Jing'an District, Shanghai": "310106",
		"Suzhou Industrial Park, Jiangsu": "3205", "Wuhan Optics Valley, Hubei": "4201", "Chengdu High-tech Zone, Sichuan": "5101",
		// A city with a slip in it still says which county is meant.
		"杭洲市西湖区文三路100号": "330106", "广洲市白云区三元里大道": "440111", "江苏省苏洲市星湖街": "3205", "西湖区文三路": "330106?360103",
		"雄安": "1306", "雄安新区容城县": "130629", "贵安新区": "52", "新彊": "65", "燕郊": "131082",
		// The pinyin of the tables takes these characters for what they read elsewhere.
		"500 Dongchuan Road, Minhang District, Shanghai": "310112", "Yueqing, Wenzhou": "330382", "Luhe District, Nanjing": "320116",
		"Shan County, Heze": "371722",
	} {
		if got := placeCode(t, text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// What is left of an address is not a person because it begins with a surname.
func TestNamesBesideStreetsAndTowns(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"湖北省潜江市园林街道": "", "北京市房山区城关街道 13812345678": "", "北京市房山区蒲洼乡 13812345678": "", "吉林省白山市浑江区六道江镇": "",
		"张家口市塞北管理区沙梁子管理处 13812345678": "", "河北省石家庄市平山县北冶乡周杰明13812345678": "周杰明", "天津市武清区天津京津科技谷周杰明13812345678": "周杰明",
		"黑龙江省鸡西市密山市林草局 周杰明收": "周杰明", "湖北省咸宁市通城县锡山森林公园管理处": "", "寄给张三丰 湖北省十堰市丹江口市 13987654321": "张三丰",
		"楼丽丽 13800139002 浙江省义乌市稠城街道": "楼丽丽", "北京市朝阳区富康家园楼丽丽13800139002": "楼丽丽",
		"收件人给力 湖北省十堰市丹江口市 13987654321": "给力",
	} {
		address, err := address.Parse(text)
		if err != nil || address.Contact.Name != want {
			t.Errorf("%q is for %q (%v), want %q", text, address.Contact.Name, err, want)
		}
	}
}
