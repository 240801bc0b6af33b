-- SKUs are written in Latin letters of ordinary width from now on. Those that were not become so, unless their distributor has another item
-- of that SKU: then they stay as they are.
CREATE TEMPORARY TABLE latin ON COMMIT DROP AS
SELECT id, distributor_id, sku AS before, translate(sku, '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧавекмнорстухіјѕ', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzABEKMHOPCTYXIJSABEZHIKMNOPTYXabekmhopctyxijs') AS sku FROM items;

UPDATE items i SET sku = n.sku, sku_key = lower(n.sku) FROM latin n
WHERE n.id = i.id AND n.sku <> n.before
	AND NOT EXISTS (SELECT FROM latin o WHERE o.distributor_id = n.distributor_id AND o.id <> n.id AND lower(o.sku) = lower(n.sku));
