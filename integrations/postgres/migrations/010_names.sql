-- The catalogue's version rises with what processes keep of items in memory: their words, and now also the SKU, the unit, the
-- carton and the category that a message is understood by. Whoever changes one of these moves the version in the same
-- transaction. Prices, pictures and the like are not kept, and a file that changes nothing, or prices alone, makes nobody read all again.
CREATE FUNCTION count_items() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE catalogue_version SET version = version + 1 WHERE EXISTS (SELECT FROM changed);
    RETURN NULL;
END
$$;
CREATE TRIGGER items_added AFTER INSERT ON items
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_items();
CREATE TRIGGER items_deleted AFTER DELETE ON items
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_items();

CREATE FUNCTION count_renamed_items() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE catalogue_version SET version = version + 1 WHERE EXISTS (
        SELECT id, sku, sku_key, title_en, title_zh, category, unit, carton, description_en, description_zh FROM after
        EXCEPT ALL SELECT id, sku, sku_key, title_en, title_zh, category, unit, carton, description_en, description_zh FROM before);
    RETURN NULL;
END
$$;
CREATE TRIGGER items_renamed AFTER UPDATE ON items
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_renamed_items();
