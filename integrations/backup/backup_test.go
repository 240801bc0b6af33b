package backup_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/backup"
	"oldhand/integrations/postgres"
	"oldhand/integrations/postgres/pgtest"
)

// village gives an empty village with a data folder of its own.
func village(t *testing.T) backup.Village {
	t.Helper()
	tools, err := postgres.ToolsOnPath()
	if err != nil {
		t.Fatal(err)
	}
	return backup.Village{Name: pgtest.Village, URL: pgtest.NewURL(t), DataDir: t.TempDir(), Tools: tools}
}

// filled gives a village with people, an item with its picture and vector, and chats of the chat page.
func filled(t *testing.T, mark string) backup.Village {
	t.Helper()
	v := village(t)
	execute(t, v, `INSERT INTO chats (channel, chat) VALUES ('telegram', 1);
		INSERT INTO people (channel, user_id, chat, name, role, lang) VALUES ('telegram', 1, 1, '`+mark+`', 'organiser', 'zh');
		UPDATE settings SET keeper = (SELECT id FROM people);
		INSERT INTO documents (owner, bytes) SELECT id, '\x00ff0a' FROM people;
		INSERT INTO turns (channel, chat, state, reply, settled_at) VALUES ('telegram', 1, 'settled', '{"text": "`+mark+`\n\\."}', now())`)
	write(t, v, "chat/chats.jsonl", mark+"\n")
	write(t, v, "chat/files/abc", "\x00"+mark)
	write(t, v, "sample-village", "")
	write(t, v, "chat-token", "1:secret "+mark)
	return v
}

func execute(t *testing.T, v backup.Village, statements string) {
	t.Helper()
	connection, err := pgx.Connect(t.Context(), v.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(context.Background())
	if _, err := connection.Exec(t.Context(), `SET search_path = village, public; `+statements); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, v backup.Village, name, text string) {
	t.Helper()
	file := filepath.Join(v.DataDir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// contents are all schemas, tables with their rows, and files of a village: what a backup must bring back.
func contents(t *testing.T, v backup.Village) map[string]string {
	t.Helper()
	connection, err := pgx.Connect(t.Context(), v.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(context.Background())
	rows, err := connection.Query(t.Context(), `SELECT 'schema ' || nspname, '' FROM pg_namespace WHERE nspname !~ '^pg_|^information'
		UNION ALL SELECT 'function ' || oid::regprocedure, prosrc FROM pg_proc WHERE pronamespace = 'village'::regnamespace
		UNION ALL SELECT 'constraint ' || conname || ' of ' || conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'village'::regnamespace
		UNION ALL SELECT 'trigger ' || tgname || ' of ' || tgrelid::regclass, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
		UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'village'
		UNION ALL SELECT 'sequence ' || sequencename, coalesce(last_value, 0)::text FROM pg_sequences WHERE schemaname = 'village'
		UNION ALL SELECT 'rows ' || tablename, query_to_xml('SELECT t::text AS line FROM village.' || tablename || ' t ORDER BY 1', true, true, '')::text
			FROM pg_tables WHERE schemaname = 'village'`)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	var what, text string
	if _, err := pgx.ForEachRow(rows, []any{&what, &text}, func() error { all[what] = text; return nil }); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(v.DataDir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		bytes, err := os.ReadFile(path)
		all["file "+strings.TrimPrefix(path, v.DataDir)] = string(bytes)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if got[key] != want[key] {
			t.Errorf("%s: %s is\n%q and was\n%q", what, key, got[key], want[key])
		}
	}
	for key := range got {
		if _, ok := want[key]; !ok {
			t.Errorf("%s: %s is new", what, key)
		}
	}
}

// kept backs a village up and gives the file.
func kept(t *testing.T, v backup.Village) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "village.backup")
	if _, err := backup.Write(t.Context(), v, file, time.Now()); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestABackupBringsEverythingBack(t *testing.T) {
	t.Parallel()
	v := filled(t, "Li")
	before := contents(t, v)
	file := kept(t, v)
	same(t, "the village backed up", contents(t, v), before)
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	elsewhere := village(t)
	m, err := backup.Restore(t.Context(), elsewhere, file, false)
	if err != nil {
		t.Fatal(err)
	}
	if m.Village != "village" || m.Version.Tables < 11 || m.Version.Queue < 1 || time.Since(m.Made) > time.Hour {
		t.Errorf("%+v", m)
	}
	delete(before, "file /chat-token") // of the machine
	same(t, "the village brought back", contents(t, elsewhere), before)
}

func TestAVillageIsReplacedOnlyWhereOneSaysSo(t *testing.T) {
	t.Parallel()
	v, other := filled(t, "Li"), filled(t, "Wang")
	write(t, other, "chat/files/more", "of Wang")
	file, before := kept(t, v), contents(t, other)
	if _, err := backup.Restore(t.Context(), other, file, false); !errors.Is(err, backup.ErrNotEmpty) {
		t.Errorf("over another village: %v", err)
	}
	same(t, "a village not to be replaced", contents(t, other), before)
	execute(t, other, `CREATE TABLE ours (x int)`)                                                  // of a later version, say
	execute(t, other, `CREATE SCHEMA "village-before"; CREATE TABLE "village-before".left (x int)`) // of a restore that was killed
	if _, err := backup.Restore(t.Context(), other, file, true); err != nil {
		t.Fatal(err)
	}
	want := contents(t, v)
	want["file /chat-token"] = before["file /chat-token"]
	same(t, "a village replaced", contents(t, other), want)
}

func TestABackupIntoADatabaseWithoutAVillage(t *testing.T) {
	t.Parallel()
	v, elsewhere := filled(t, "Li"), village(t)
	execute(t, elsewhere, `DROP SCHEMA village CASCADE; DROP EXTENSION vector`)
	if _, err := backup.Write(t.Context(), elsewhere, filepath.Join(t.TempDir(), "none"), time.Now()); !errors.Is(err, backup.ErrNoVillage) {
		t.Errorf("backed up: %v", err)
	}
	if _, err := backup.Restore(t.Context(), elsewhere, kept(t, v), false); err != nil {
		t.Fatal(err)
	}
	want := contents(t, v)
	delete(want, "file /chat-token")
	same(t, "a village brought back", contents(t, elsewhere), want)
}

// Each of these fails at another step, and the village is as it was.
func TestAFailedRestoreLeavesTheVillageAsItWas(t *testing.T) {
	t.Parallel()
	good := kept(t, filled(t, "Li"))
	whole, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(whole)
	damaged[len(damaged)/2]++
	odd := filled(t, "odd")
	execute(t, odd, `CREATE TYPE public.odd AS ENUM ('x'); ALTER TABLE documents ADD COLUMN odd public.odd`)
	older := filled(t, "older")
	execute(t, older, `UPDATE schema_version SET version = 3`) // whose tables are there already
	files := map[string][]byte{
		"cut short": whole[:len(whole)/2], "no backup": []byte("hello"), "empty": {},
		"damaged": damaged,
		"a name out of its place": rewritten(t, good, func(name string, data []byte) (string, []byte) {
			return strings.Replace(name, "files/chat/", "files/../", 1), data
		}),
		"no dump": rewritten(t, good, func(name string, data []byte) (string, []byte) {
			return strings.Replace(name, "village.dump", "files/chat/dump", 1), data
		}),
		"a dump of nothing": rewritten(t, good, func(name string, data []byte) (string, []byte) {
			return name, bytes.Replace(data, []byte("PGDMP"), []byte("XXXXX"), 1)
		}),
		"of another village": rewritten(t, good, func(name string, data []byte) (string, []byte) {
			return name, bytes.Replace(data, []byte(`"village":"village"`), []byte(`"village":"east"`), 1)
		}),
		"of a later form": rewritten(t, good, func(name string, data []byte) (string, []byte) {
			return name, bytes.Replace(data, []byte(`"format":1`), []byte(`"format":2`), 1)
		}),
		"of later tables": rewritten(t, good, func(name string, data []byte) (string, []byte) {
			return name, bytes.Replace(data, []byte(`{"tables":`), []byte(`{"tables":9`), 1)
		}),
		"of a later job queue": rewritten(t, good, func(name string, data []byte) (string, []byte) {
			return name, bytes.Replace(data, []byte(`"queue":`), []byte(`"queue":9`), 1)
		}),
	}
	for what, v := range map[string]backup.Village{"needs what is not there": odd, "cannot be brought to this version": older} {
		if files[what], err = os.ReadFile(kept(t, v)); err != nil {
			t.Fatal(err)
		}
	}
	wants := map[string]error{"cut short": backup.ErrNoBackup, "no backup": backup.ErrNoBackup, "empty": backup.ErrNoBackup, "damaged": backup.ErrNoBackup,
		"a name out of its place": backup.ErrNoBackup, "no dump": backup.ErrNoBackup, "of another village": backup.ErrOtherVillage,
		"of a later form": backup.ErrNewer, "of later tables": backup.ErrNewer, "of a later job queue": backup.ErrNewer}
	for what, data := range files {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			v := filled(t, "Wang")
			before := contents(t, v)
			file := filepath.Join(t.TempDir(), "village.backup")
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := backup.Restore(t.Context(), v, file, true)
			if want := wants[what]; err == nil || want != nil && !errors.Is(err, want) {
				t.Errorf("%v, want %v", err, want)
			}
			same(t, what, contents(t, v), before)
		})
	}
}

// rewritten is a backup with its entries changed.
func rewritten(t *testing.T, file string, change func(name string, data []byte) (string, []byte)) []byte {
	t.Helper()
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var out bytes.Buffer
	again := zip.NewWriter(&out)
	for _, f := range archive.File {
		packed, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(packed)
		if err != nil {
			t.Fatal(err)
		}
		name, data := change(f.Name, data)
		entry, err := again.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := entry.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAServedVillageIsNotReplaced(t *testing.T) {
	t.Parallel()
	v := filled(t, "Li")
	file := kept(t, v)
	connection, err := pgx.Connect(t.Context(), v.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(context.Background())
	if _, err := connection.Exec(t.Context(), `INSERT INTO village.workers DEFAULT VALUES;
		SELECT pg_advisory_lock(hashtext('village'), id) FROM village.workers`); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Restore(t.Context(), v, file, true); !errors.Is(err, backup.ErrServed) {
		t.Errorf("while it is served: %v", err)
	}
	if _, err := connection.Exec(t.Context(), `SELECT pg_advisory_unlock_all()`); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Restore(t.Context(), v, file, true); err != nil {
		t.Errorf("after a process has died: %v", err)
	}
}

func TestAFailedBackupLeavesNoFile(t *testing.T) {
	t.Parallel()
	v := filled(t, "Li")
	dir := t.TempDir()
	file := filepath.Join(dir, "village.backup")
	if err := os.WriteFile(file, []byte("yesterday's"), 0o600); err != nil {
		t.Fatal(err)
	}
	reader := "reader_" + strings.ToLower(rand.Text()) // who may read all tables, but not all their rows
	execute(t, v, `ALTER TABLE documents ENABLE ROW LEVEL SECURITY; CREATE ROLE `+reader+` LOGIN;
		GRANT USAGE ON SCHEMA village TO `+reader+`; GRANT SELECT ON ALL TABLES IN SCHEMA village TO `+reader+`;
		GRANT SELECT ON ALL SEQUENCES IN SCHEMA village TO `+reader)
	v.URL = strings.Replace(v.URL, "user=oldhand", "user="+reader, 1)
	if _, err := backup.Write(t.Context(), v, file, time.Now()); err == nil || !strings.Contains(err.Error(), "row-level security") {
		t.Errorf("an unreadable table: %v", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "yesterday's" {
		t.Errorf("%q, %v", text, err)
	}
}
