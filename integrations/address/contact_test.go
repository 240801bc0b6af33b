package address_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"oldhand/integrations/address"
)

// phoned is a name with the number that most of these pastes have.
func phoned(name string) address.Contact { return address.Contact{Name: name, Phone: "13800001234"} }

// The addresses of these pastes.
const (
	wuchang  = "浙江省杭州市余杭区五常街道海曙路9号"
	dongzhou = "浙江省义乌市江东街道东洲花园3幢501室"
	keji     = "广东省深圳市南山区科技南路2号"
)

// The contacts in pasted addresses, by what makes them hard.
var contacts = map[string]map[string]address.Contact{
	"units, floors and streets are no names": {
		"Amy小姐 13800001234 " + wuchang + "3号楼2单元": phoned("Amy小姐"), wuchang + "3号楼A单元 13800001234": phoned(""),
		"阿芳 " + wuchang + "3号楼2单元 13800001234": phoned("阿芳"), wuchang + "3号楼2单元，13800001234，Mary": phoned("Mary"),
		wuchang + "4号楼东侧 13800001234": phoned(""), wuchang + "4号楼底商 13800001234": phoned(""), wuchang + "12楼张伟 13800001234": phoned("张伟"),
		"浙江省杭州市余杭区五常街道学院路李明13800001234": phoned("李明"), "浙江省杭州市余杭区五常街道公园路王芳13800001234": phoned("王芳"),
		wuchang + "3号楼二单元 13800001234": phoned(""), wuchang + "3号楼2单元张伟 13800001234": phoned("张伟"), wuchang + "3号楼2单元502 13800001234": phoned(""),
		wuchang + "3单元 李小明 13800001234": phoned("李小明"), "13800001234 " + wuchang + "1幢B单元": phoned(""), wuchang + "3号楼2单元Mary 13800001234": phoned("Mary"),
		wuchang + "4号楼楼下 13800001234": phoned(""), wuchang + "4号楼西面 13800001234": phoned(""), wuchang + "2楼前台 13800001234": phoned(""),
		wuchang + "2号楼车库 13800001234": phoned(""), wuchang + "2号楼大厅，13800001234": phoned(""), wuchang + "三楼李明 13800001234": phoned("李明"),
		wuchang + "4号楼王小芳13800001234": phoned("王小芳"), wuchang + "12楼欧阳娜娜 13800001234": phoned("欧阳娜娜"), wuchang + "4楼楼丽丽13800001234": phoned("楼丽丽"),
		"浙江省杭州市余杭区五常街道文化路赵小雨13800001234": phoned("赵小雨"), "浙江省杭州市余杭区五常街道和平路路边 13800001234": phoned(""),
		"浙江省杭州市余杭区五常街道人民路口 13800001234": phoned(""), wuchang + "单元门口 13800001234": phoned(""), wuchang + "12楼张先生 13800001234": phoned("张先生"),
		wuchang + "3号楼L先生 13800001234": phoned("L先生"), wuchang + "宁波银行楼上 13800001234": phoned(""), wuchang + "4号楼房东 13800001234": phoned(""),
	},
	"without a name there is none": {
		"广东省广州市天河区石牌东 13800001234": phoned(""), wuchang + "万科城东门 13800001234": phoned(""), "广东省东莞市虎门 13800001234": phoned(""),
		"江苏省南京市江宁区百家湖 13800001234": phoned(""), "浙江省杭州市西湖区蒋村花园 13800001234": phoned(""),
		"广东省东莞市 虎门 13800001234": phoned(""), "广东省东莞市长安 13800001234": phoned(""), "江苏省 南京市 江宁区 百家湖 13800001234": phoned(""),
		"广东省 广州市 天河区 石牌东 13800001234": phoned(""), "上海市闵行区莘庄 13800001234": phoned(""), "上海市浦东新区金桥 13800001234": phoned(""),
		"13800001234 广东省广州市天河区岗顶": phoned(""), "13800001234，浙江省杭州市江干区九堡": phoned(""), wuchang + "阳光花园 13800001234": phoned(""),
		wuchang + " 万达广场 13800001234": phoned(""), wuchang + "金色家园 13800001234": phoned(""), "北京市朝阳区望京 13800001234": phoned(""),
		"北京市海淀区中关村 13800001234": phoned(""), "北京市朝阳区国贸 13800001234": phoned(""), "湖北省武汉市洪山区光谷 13800001234": phoned(""),
		wuchang + " 菜鸟驿站 13800001234": phoned(""), wuchang + " 放门口 13800001234": phoned(""), wuchang + " 13800001234 尽快发货": phoned(""),
		wuchang + " 13800001234 周末送货": phoned(""), wuchang + " 13800001234 包邮": phoned(""), wuchang + " 13800001234 顺丰到付": phoned(""),
		wuchang + " 13800001234 谢谢老板": phoned(""), wuchang + " 13800001234 不要放驿站": phoned(""), "麻烦发到" + wuchang + " 13800001234": phoned(""),
		wuchang + " 丰巢柜 13800001234": phoned(""), wuchang + " 保安室 13800001234": phoned(""), wuchang + " 华联超市 13800001234": phoned(""),
		wuchang + " 工作日送 13800001234": phoned(""), wuchang + "北门 13800001234": phoned(""), wuchang + " 西区 13800001234": phoned(""),
		"地址：" + wuchang + " 电话：13800001234": phoned(""), "13800001234 " + wuchang + " 易碎": phoned(""), wuchang + " 13800001234 China": phoned(""),
		"山东省青岛市市南区香港中路 13800001234": phoned(""), "河南省郑州市金水区花园路 13800001234": phoned(""), wuchang + "万科城 13800001234": phoned(""),
		wuchang + " 13800001234 红色的": phoned(""), "安徽省合肥市蜀山区三里庵 13800001234": phoned(""), "四川省成都市武侯区桐梓林 13800001234": phoned(""),
	},
	"titles, letters and labels": {
		"13800001234 " + dongzhou + " A王记五金店": phoned("A王记五金店"), dongzhou + "，收件李小明13800001234": phoned("李小明"),
		"姓名李小明电话13800001234地址" + dongzhou: phoned("李小明"), dongzhou + " 王 13800001234": phoned("王"),
		"L先生 13800001234 " + dongzhou: phoned("L先生"), "Tony老师，13800001234，" + dongzhou: phoned("Tony老师"), dongzhou + " Tony老师 13800001234": phoned("Tony老师"),
		"Mary 13800001234 " + dongzhou: phoned("Mary"), "Mary Li 13800001234 " + dongzhou: phoned("Mary Li"), dongzhou + " 13800001234 Lily陈": phoned("Lily陈"),
		"李小明Bob 13800001234 " + dongzhou: phoned("李小明Bob"), "小A 13800001234 " + dongzhou: phoned("小A"), "李小明（先生） 13800001234 " + dongzhou: phoned("李小明"),
		"王（女士）13800001234 " + dongzhou: phoned("王女士"), "李小明(收) 13800001234 " + dongzhou: phoned("李小明"), "李 13800001234 " + dongzhou: phoned("李"),
		"收货李小明 13800001234 " + dongzhou: phoned("李小明"), "收件人李小明13800001234" + dongzhou: phoned("李小明"), "收货人Amy小姐 13800001234 " + dongzhou: phoned("Amy小姐"),
		"姓名李小明手机号13800001234收货地址" + dongzhou: phoned("李小明"), "李小明电话13800001234" + dongzhou: phoned("李小明"), dongzhou + "李小明手机13800001234": phoned("李小明"),
		"收货人：L先生\n电话：13800001234\n地址：" + dongzhou: phoned("L先生"), "王姐 13800001234 " + dongzhou: phoned("王姐"), "张总，13800001234，" + dongzhou: phoned("张总"),
		"Mr. Li 13800001234 " + dongzhou: phoned("Mr. Li"), "豆豆妈妈 13800001234 " + dongzhou: phoned("豆豆妈妈"), "王记五金店 13800001234 " + dongzhou: phoned("王记五金店"),
		"阿卜杜拉·买买提 13800001234 " + dongzhou: phoned("阿卜杜拉·买买提"), dongzhou + "王小明（收）13800001234": phoned("王小明"), "A Li 13800001234 " + dongzhou: phoned("A Li"),
		"付强 13800001234 " + dongzhou: phoned("付强"), "谢小安 13800001234 " + dongzhou: phoned("谢小安"), "包小柏 13800001234 " + dongzhou: phoned("包小柏"),
	},
	"telephone numbers": {
		"王五 139  0013  9000 " + keji: {Name: "王五", Phone: "13900139000"}, "王五 (0579)85551234 " + keji: {Name: "王五", Phone: "0579-85551234"},
		"王五 139.0013.9000 " + keji: {Name: "王五", Phone: "13900139000"}, "王五 0579 8555 1234 " + keji: {Name: "王五", Phone: "0579-85551234"},
		"王五 +86(139)00139000 " + keji: {Name: "王五", Phone: "13900139000"}, "王五 139‑0013‑9000 " + keji: {Name: "王五", Phone: "13900139000"},
		"王五 139–0013–9000 " + keji: {Name: "王五", Phone: "13900139000"}, "王五 139—0013—9000 " + keji: {Name: "王五", Phone: "13900139000"},
		"王五 139−0013−9000 " + keji: {Name: "王五", Phone: "13900139000"}, "王五 139－0013－9000 " + keji: {Name: "王五", Phone: "13900139000"},
		"王五 139\u00a00013\u00a09000 " + keji: {Name: "王五", Phone: "13900139000"}, "王五 139\u200b0013\u200b9000 " + keji: {Name: "王五", Phone: "13900139000"},
		"王五 \u202d13900139000\u202c " + keji: {Name: "王五", Phone: "13900139000"}, "王五 139 - 0013 - 9000 " + keji: {Name: "王五", Phone: "13900139000"},
		"王五 (139)0013-9000 " + keji: {Name: "王五", Phone: "13900139000"}, "王五 (+86)13900139000 " + keji: {Name: "王五", Phone: "13900139000"},
		"王五 （+86）139 0013 9000 " + keji: {Name: "王五", Phone: "13900139000"}, "王五 +86-139-0013-9000 " + keji: {Name: "王五", Phone: "13900139000"},
		"王五 86 13900139000 " + keji: {Name: "王五", Phone: "13900139000"}, "王五 0086-13900139000 " + keji: {Name: "王五", Phone: "13900139000"},
		"王五 139·0013·9000 " + keji: {Name: "王五", Phone: "13900139000"}, "王五 １３９．００１３．９０００ " + keji: {Name: "王五", Phone: "13900139000"},
		"139 0013 9000 王五 " + keji: {Name: "王五", Phone: "13900139000"}, "139-0013-9000 " + keji: {Phone: "13900139000"},
		"王五 （0579）8555-1234 " + keji: {Name: "王五", Phone: "0579-85551234"}, "王五 0579－85551234 " + keji: {Name: "王五", Phone: "0579-85551234"},
		"王五 +86 579 8555 1234 " + keji: {Name: "王五", Phone: "0579-85551234"}, "王五 010-8555 1234 " + keji: {Name: "王五", Phone: "010-85551234"},
		"王五 0579.85551234 " + keji: {Name: "王五", Phone: "0579-85551234"}, "王五 (010) 85551234 " + keji: {Name: "王五", Phone: "010-85551234"},
		"王五 400-820-8820 " + keji: {Name: "王五", Phone: "400-820-8820"}, "王五 139****9000 " + keji: {Name: "王五", Phone: "139****9000"},
		"王五 139 **** 9000 " + keji: {Name: "王五", Phone: "139****9000"}, "王五 139＊＊＊＊9000 " + keji: {Name: "王五", Phone: "139****9000"},
		"王五 139xxxx9000 " + keji: {Name: "王五", Phone: "139****9000"}, "139****9000 " + keji: {Phone: "139****9000"},
		"王五 139-****-9000 " + keji: {Name: "王五", Phone: "139****9000"}, "王五 1390013**** " + keji: {Name: "王五", Phone: "1390013****"},
		"王*芳 139****9000 " + keji: {Name: "王*芳", Phone: "139****9000"}, "收件人：欧阳*娜，139****9000，" + keji: {Name: "欧阳*娜", Phone: "139****9000"},
		keji + " 张*明 13900139000": {Name: "张*明", Phone: "13900139000"}, keji + "，30*20*10厘米，王五 13900139000": {Name: "王五", Phone: "13900139000"},
		"王* 139****9000 " + keji: {Name: "王", Phone: "139****9000"}, "王五 13900139000/13800138000 " + keji: {Name: "王五", Phone: "13900139000"},
		"王五 tel:139.0013.9000 " + keji: {Name: "王五", Phone: "13900139000"},
	},
	"extensions": {
		"李小明 13800001234_0123 " + dongzhou: {"李小明", "13800001234", "0123"}, "李小明（0123），13800001234，" + dongzhou + "（0123）": {"李小明", "13800001234", "0123"},
		"李小明(0123) 13800001234 " + dongzhou: {"李小明", "13800001234", "0123"}, "李小明 13800001234，0123，" + dongzhou: {"李小明", "13800001234", "0123"},
		"李小明 13800001234,0123 " + dongzhou: {"李小明", "13800001234", "0123"}, "李小明 13800001234（0123） " + dongzhou: {"李小明", "13800001234", "0123"},
		"李小明[0123] 13800001234 " + dongzhou + "[0123]": {"李小明", "13800001234", "0123"}, "李小明 13800001234-0123 " + dongzhou: {"李小明", "13800001234", "0123"},
		"李小明 13800001234转0123 " + dongzhou: {"李小明", "13800001234", "0123"}, "李小明 13800001234 转 0123 " + dongzhou: {"李小明", "13800001234", "0123"},
		"李小明 13800001234 分机0123 " + dongzhou: {"李小明", "13800001234", "0123"}, "李小明 13800001234 ext.0123 " + dongzhou: {"李小明", "13800001234", "0123"},
		"李小明 13800001234#0123 " + dongzhou: {"李小明", "13800001234", "0123"}, "李小明 13800001234 （分机号0123）" + dongzhou: {"李小明", "13800001234", "0123"},
		dongzhou + "（0123） 李小明 13800001234": {"李小明", "13800001234", "0123"}, dongzhou + "【0123】 李小明 13800001234": {"李小明", "13800001234", "0123"},
		"收货人：李小明（0123）\n手机：13800001234\n地址：" + dongzhou + "（0123）": {"李小明", "13800001234", "0123"}, "13800001234_0123 李小明 " + dongzhou: {"李小明", "13800001234", "0123"},
		"李小明，虚拟号13800001234转0123，" + dongzhou: {"李小明", "13800001234", "0123"}, "李小明 0579-85551234转801 " + dongzhou: {"李小明", "0579-85551234", "801"},
		"李小明 0579-85551234-801 " + dongzhou: {"李小明", "0579-85551234", "801"}, "李小明 13800001234 请转0123 " + dongzhou: {"李小明", "13800001234", "0123"},
		"李小明 13800001234 " + dongzhou + " 转0123": {"李小明", "13800001234", "0123"}, "李小明 13800001234*0123 " + dongzhou: {"李小明", "13800001234", "0123"},
		// What only looks like one: a room, a postal code.
		"李小明 13800001234 " + "浙江省义乌市江东街道东洲花园3幢（501）室": phoned("李小明"), "李小明，13800001234，322000，" + dongzhou: phoned("李小明"),
		"李小明 13800001234 " + dongzhou + "（322000）": phoned("李小明"), "李小明，13800001234，1203室，浙江省义乌市江东街道东洲花园3幢": phoned("李小明"),
	},
	"sender and receiver": {
		"发货人：李四 13800138000；收货人：王五 13900139000 " + keji:                                                          {Name: "王五", Phone: "13900139000"},
		"寄：李四 13800138000 浙江义乌稠城1号 收：王五 13900139000 " + keji:                                                     {Name: "王五", Phone: "13900139000"},
		"发件人 李四 13800138000 浙江省义乌市稠城街道1号\n收件人 王五 13900139000 " + keji:                                            {Name: "王五", Phone: "13900139000"},
		"收件人：王五 13900139000 " + keji + "\n寄件人：李四 13800138000 浙江省义乌市稠城街道1号":                                       {Name: "王五", Phone: "13900139000"},
		"寄件人：李四\n电话：13800138000\n地址：浙江省义乌市稠城街道1号\n收件人：王五\n电话：13900139000\n地址：" + keji:                            {Name: "王五", Phone: "13900139000"},
		"寄件人：李四 13800138000 浙江省义乌市稠城街道1号\n王五 13900139000 " + keji:                                                {Name: "王五", Phone: "13900139000"},
		"王五 13900139000 " + keji + "\n寄件人 李四 13800138000":                                                        {Name: "王五", Phone: "13900139000"},
		"收：王五 13900139000 " + keji + " 寄：李四 13800138000 浙江义乌稠城1号":                                                {Name: "王五", Phone: "13900139000"},
		"From: Li Si 13800138000 Yiwu, Zhejiang\nTo: Wang Wu 13900139000 Keji South Road 2, Nanshan, Shenzhen":   {Name: "Wang Wu", Phone: "13900139000"},
		"Sender: Li Si, 13800138000, Yiwu\nReceiver: Wang Wu, 13900139000, Keji South Road 2, Nanshan, Shenzhen": {Name: "Wang Wu", Phone: "13900139000"},
		"李四 13800138000 浙江省义乌市稠城街道1号 寄 王五 13900139000 " + keji + " 收":                                            {Name: "王五", Phone: "13900139000"},
		"李四13800138000浙江省义乌市稠城街道1号 寄\n王五13900139000" + keji + "收":                                                {Name: "王五", Phone: "13900139000"},
		"李四，13800138000，浙江省义乌市稠城街道1号，寄；王五，139****9000，" + keji + "，收":                                            {Name: "王五", Phone: "139****9000"},
		"【寄】李四 13800138000 浙江省义乌市稠城街道1号【收】王五 13900139000 " + keji:                                                {Name: "王五", Phone: "13900139000"},
		"寄方：李四，13800138000，浙江省义乌市；收方：王五，13900139000，" + keji:                                                     {Name: "王五", Phone: "13900139000"},
		"收件人：王五，寄件人：李四，收件电话：13900139000，寄件电话：13800138000，收件地址：" + keji + "，寄件地址：浙江省义乌市稠城街道1号":                    {Name: "王五", Phone: "13900139000"},
		"寄 李四 13800138000 浙江义乌稠城1号\n收 王五 13900139000 " + keji:                                                    {Name: "王五", Phone: "13900139000"},
		"寄：王五 13900139000 " + keji: {Name: "王五", Phone: "13900139000"}, // what is to be sent, and not who sends
	},
}

func TestContactsOfPastedAddresses(t *testing.T) {
	t.Parallel()
	for kind, texts := range contacts {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			for text, want := range texts {
				read, err := address.Parse(text)
				if err != nil || read.Contact != want {
					t.Errorf("%q is for %+v (%v), want %+v", text, read.Contact, err, want)
				}
			}
		})
	}
}

// More of the same kinds; no person has these numbers.
func TestMoreContacts(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("testdata/contacts.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(file)) {
		var want struct {
			Text    string
			Contact address.Contact
		}
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if read, err := address.Parse(want.Text); err != nil || read.Contact != want.Contact {
			t.Errorf("%q is for %+v (%v), want %+v", want.Text, read.Contact, err, want.Contact)
		}
	}
}

// A quarter or an estate behind its city is nobody, whatever it is called.
func TestQuartersAreNobody(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("testdata/quarters.txt")
	if err != nil {
		t.Fatal(err)
	}
	for quarter := range strings.FieldsSeq(string(file)) {
		for _, text := range []string{"浙江省杭州市西湖区" + quarter + " 13800001234", "13800001234 浙江省杭州市西湖区" + quarter, "浙江省杭州市西湖区" + quarter + "3号楼 13800001234"} {
			if read, err := address.Parse(text); err != nil || read.Contact.Name != "" {
				t.Errorf("%q is for %q (%v)", text, read.Contact.Name, err)
			}
		}
	}
}

// The place is that of the receiver, too.
func TestTheReceiversPlace(t *testing.T) {
	t.Parallel()
	for text := range contacts["sender and receiver"] {
		if code := placeCode(t, text); code != "440305" {
			t.Errorf("%q leads to %s", text, code)
		}
	}
}
