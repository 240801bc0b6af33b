package batch

import (
	"fmt"
	"strings"
	"testing"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
)

// readOne reads the one parcel of a file.
func readOne(t *testing.T, file string) Wanted {
	t.Helper()
	f, err := Read(t.Context(), []byte(file))
	if err != nil || len(f.Lines) != 1 || len(f.Refused) != 0 {
		t.Fatalf("%s: %+v, %v", file, f, err)
	}
	return f.Lines[0]
}

// TestEveryHeadingOfWeights: a weight is in the unit that its heading names, whatever brackets stand round it.
func TestEveryHeadingOfWeights(t *testing.T) {
	t.Parallel()
	for _, column := range weightColumns {
		for _, name := range headings[column] {
			for i, unit := range append([]string{""}, headings["unit"]...) {
				heading, want := name, "1.5kg"
				if unit != "" {
					written := []string{name + "（" + unit + "）", "*" + name + "(" + strings.ToUpper(unit) + ")", name + "/" + unit, name + " " + unit, name + "（单位：" + unit + "）"}
					heading, want = written[(i+len(name))%len(written)], "1.5"+unit
				}
				w := readOne(t, "地址,"+heading+"\n杭州市西湖区,1.5\n")
				got, err := measure.ParseWeight(unitless(w.Weight))
				if grams, _ := measure.ParseWeight(want); err != nil || got != grams {
					t.Errorf("%s in %s is %s (%v)", want, heading, w.Weight, err)
				}
			}
		}
	}
}

// TestEveryHeadingOfPlaces: places are put together however the shop calls their columns.
func TestEveryHeadingOfPlaces(t *testing.T) {
	t.Parallel()
	for _, before := range append([]string{""}, headings["receiver"]...) {
		for _, names := range []string{"省份 城市 区县 详细地址", "省 市 区 地址", "省/州 城市 地区 地址1"} {
			n := strings.Fields(names)
			file := fmt.Sprintf("订单号,%s,%s,%s,%s,重量\n1,广东省,深圳市,福田区,红荔路1号,1\n", before+n[0], before+n[1], before+n[2], before+n[3])
			if a, err := address.Parse(readOne(t, file).Address); err != nil || a.Place.Code != "440304" {
				t.Errorf("%s: %v, %v", file, a.Place, err)
			}
		}
	}
}

func TestFilesOfShops(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ file, order, code, weight, count string }{
		"1688":        {"订单编号,买家公司名,收货人姓名,收货地址,联系手机,货品标题,数量,重量（斤）\n88001,义乌甲,王一,江苏省 苏州市 昆山市 张浦镇 花苑路3号,13800138000,水杯,3,2.5\n", "88001", "320583", "1250 g", ""},
		"pinduoduo":   {"商品,订单号,商品数量(件),收货人,手机,省,市,区,街道,详细地址,包裹重量（g）\n水杯,250901-1,2,王一,138,湖北省,武汉市,江夏区,佛祖岭街道,光谷一路5号,640\n", "250901-1", "420115", "640g", ""},
		"douyin":      {"主订单编号,子订单编号,选购商品,收件人,省,市,区,街道,详细地址,重量\n'6920011,'6920012,水杯,王一,山东省,青岛市,市北区,null,人民路2号,0.9\n", "6920011", "370203", "0.9", ""},
		"youzan":      {"订单号,收货人/提货人,收货人省份,收货人城市,收货人地区,详细收货地址/提货地址,重量/kg\nE9,王一,云南省,昆明市,官渡区,春城路8号,1\n", "E9", "530111", "1kg", ""},
		"dianxiaomi":  {"订单号,收货人姓名,收货人国家,收货人州/省,收货人城市,收货人地址1,收货人地址2,称重重量(g)\nDX1,Wang,China,Guangdong,Guangzhou,8 Tiyu Road,Floor 3,450\n", "DX1", "4401", "450g", ""},
		"shopify":     {"Name,Email,Shipping Name,Shipping Street,Shipping City,Shipping Province Name,Shipping Country,Weight (lb)\n#1041,a@b.c,Wang Yi,8 Tiyu Road,Guangzhou,Guangdong,China,2\n", "#1041", "4401", "2lb", ""},
		"a name":      {"Name,Address,Weight\n王一,成都市武侯区,2\n", "", "510107", "2", ""},
		"changed":     {"订单编号,收货地址,修改后的收货地址,重量\n5,浙江省杭州市西湖区,甘肃省 兰州市 城关区 东岗路1号,1\n", "5", "620102", "1", ""},
		"not changed": {"订单编号,收货地址,修改后的收货地址,重量\n5,浙江省杭州市西湖区,null,1\n", "5", "330106", "1", ""},
		"of three":    {"订单编号,收货地址,总重量(kg),件数\n5,浙江省杭州市西湖区,1,3\n", "5", "330106", "334 g", "3"},
		"both":        {"订单编号,收货地址,总重量(kg),单件重量(kg),件数\n5,浙江省杭州市西湖区,3,1,3\n", "5", "330106", "1kg", "3"},
		"cut short":   {"订单编号,收货地址,重量,尺寸,件数\n5,浙江省杭州市西湖区,1\n", "5", "330106", "1", ""},
		"pinduoduo 2": {"订单号,商品名称,商品数量(件),收货人姓名,省,市,区,详细地址,商品总重(克)\n261130-11,杯,2,王一,湖南省,长沙市,岳麓区,1号,1500\n", "261130-11", "430104", "1500g", ""},
		"a platform":  {"平台单号,收方姓名,收方省,收方市,收方区,收方详细地址,物流单号,包裹重量(千克)\n1,王一,湖南省,长沙市,岳麓区,1号,YT9,1.5\n", "1", "430104", "1500g", ""},
		"in English":  {"Order,Recipient Name,Recipient Full Address,Item Weight (oz)\n1,W,\"8 Wuyi Road, Changsha, Hunan\",16\n", "1", "4301", "454g", ""},
		"all goods":   {"订单编号,收货人信息,数量,单重(g),总重(g)\n1,王一 13800138000 湖南省长沙市岳麓区1号,2,300,600\n", "1", "430104", "600g", ""},
		"its rows":    {"Name,Lineitem name,Shipping Street,Shipping City,Weight (g)\n#1001,Cup,8 Wuyi Road,Changsha,800\n#1001,Clip,,,\n", "#1001", "4301", "800g", ""},
		"backtick":    {"订单编号,收货地址,重量\n`202611230100,浙江省杭州市西湖区,1\n", "202611230100", "330106", "1", ""},
	} {
		w := readOne(t, c.file)
		a, err := address.Parse(w.Address)
		grams, err2 := measure.ParseWeight(unitless(w.Weight))
		want, _ := measure.ParseWeight(unitless(c.weight))
		if w.Order != c.order || a.Place.Code != c.code || grams != want || w.Count != c.count || err != nil || err2 != nil {
			t.Errorf("%s: %+v to %v, %v %v", name, w, a.Place, err, err2)
		}
	}
}

// TestHeadingsThatNobodyListed are understood by how they end, and those of the sender never.
func TestHeadingsThatNobodyListed(t *testing.T) {
	t.Parallel()
	for name, column := range map[string]string{
		"买家填写的收货地址": "address", "收货人联系地址": "address", "最终派送地址": "address", "平台订单编号": "order", "客户所在城市": "city", "收货所在省份": "province", "收货人所在区县": "county",
		"出库重量": "weight", "打包后重量(g)": "weight", "发货地址": "", "退货地址": "", "卖家地址": "", "邮箱地址": "", "商品专区": "", "超市": "", "首重重量": "", "体积重量": "", "billingaddress": "", "网址": "",
	} {
		if got := guess(name); got != column {
			t.Errorf("%s is %q, not %q", name, got, column)
		}
	}
	w := readOne(t, "平台订单编号,发货地址,买家填写的收货地址,出库重量（斤）,首重重量\n7,浙江省义乌市,四川省成都市武侯区科华路1号,3,1\n")
	if w.Order != "7" || w.Address != "四川省成都市武侯区科华路1号" || w.Weight != "3斤" {
		t.Errorf("%+v", w)
	}
}

// TestRowsThatGoOn: the goods of one order stand in several rows, and are one parcel.
func TestRowsThatGoOn(t *testing.T) {
	t.Parallel()
	f, err := Read(t.Context(), []byte("订单编号,收货地址,货品,重量\n1,杭州市西湖区,a,0.5\n1,,b,300g\n,,c,\n2,成都市,d,1\n3,,e,1\n,,f,一些\n"))
	if err != nil || len(f.Lines) != 3 {
		t.Fatalf("%+v, %v", f, err)
	}
	if w := f.Lines[0]; w.Weight != "800 g" || w.Rows != 1 {
		t.Errorf("two weights: %+v", w)
	}
	if w := f.Lines[1]; w.Weight != "1" || w.Rows != 0 {
		t.Errorf("alone: %+v", w)
	}
	if w := f.Lines[2]; w.Order != "3" || w.Address != "" || w.Weight != "" {
		t.Errorf("without a place, and with what is no weight: %+v", w)
	}
}
