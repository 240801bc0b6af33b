SELECT 1; -- to come
