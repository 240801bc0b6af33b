package app

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"oldhand/bot/telegram"
)

func TestSecretsComeFromFiles(t *testing.T) {
	t.Parallel()
	var c Config
	settings := c.secrets()
	files := reflect.ValueOf(&c.SecretFiles).Elem()
	if files.NumField() != len(settings) {
		t.Fatalf("%d files for %d secrets", files.NumField(), len(settings))
	}
	for i := range settings {
		field := files.Type().Field(i)
		if want := settings[i].name + "_FILE"; field.Tag.Get("env") != want {
			t.Errorf("%s is set by %s, want %s", field.Name, field.Tag.Get("env"), want)
		}
		file := filepath.Join(t.TempDir(), "secret")
		if err := os.WriteFile(file, []byte(" 123:a-secret\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		files.Field(i).SetString(file)
	}
	settled, err := c.Settled()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range settled.secrets() {
		if *s.value != "123:a-secret" {
			t.Errorf("%s is %q", s.name, *s.value)
		}
	}
}

func TestASecretIsSetOnce(t *testing.T) {
	t.Parallel()
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, []byte("\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, c := range map[string]Config{
		"OLDHAND_LLM_KEY and OLDHAND_LLM_KEY_FILE are both set": {LLMKey: "k", SecretFiles: SecretFiles{LLMKeyFile: empty}},
		"OLDHAND_DATABASE_URL_FILE: open /nowhere/url":          {SecretFiles: SecretFiles{DatabaseURLFile: "/nowhere/url"}},
		"OLDHAND_EMBED_KEY_FILE: " + empty + " is empty":        {SecretFiles: SecretFiles{EmbedKeyFile: empty}},
	} {
		if _, err := c.Settled(); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestATokenThatCannotBeOneIsRefused(t *testing.T) {
	t.Parallel()
	const theirs, ours = "https://api.telegram.org", "http://127.0.0.1:8081"
	const whole = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
	for _, c := range []struct {
		api, token string
		ok         bool
	}{
		{theirs, "", true}, {theirs, whole, true}, {ours, whole, true}, {ours, "1:local", true}, {theirs + "/", whole, true},
		{theirs, "123456:ABC...", false}, {theirs, whole[:30], false}, {theirs, "@our_bot", false}, {theirs, "bot" + whole, false},
		{theirs, whole + " ", false}, {ours, "local", false}, {ours, "1:a/b", false}, {ours, "1:", false}, {theirs, whole + "\n", false},
	} {
		_, err := Config{TelegramToken: c.token, TelegramAPIURL: c.api}.Settled()
		if c.ok != (err == nil) || err != nil && (!errors.Is(err, telegram.ErrNoToken) || strings.Contains(err.Error(), c.token)) {
			t.Errorf("%q at %s: %v", c.token, c.api, err)
		}
	}
}
