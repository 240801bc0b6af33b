package botapi

import (
	"encoding/json"
	"strconv"
	"strings"

	"oldhand/bot/botapi/parse"
)

// inputMedia is Telegram's InputMedia object.
type inputMedia struct {
	Type      string
	Media     string
	Caption   string
	ParseMode string          `json:"parse_mode"`
	Entities  json.RawMessage `json:"caption_entities"`
}

// folders gives the first part of a file's path by the kind of message it is sent as.
var folders = map[string]string{"photo": "photos", "document": "documents", "voice": "voice", "audio": "music", "video": "videos", "sticker": "stickers"}

// fromCall gives the file that a media reference means: an upload, "attach://name", or the id of a stored file.
func (f *files) fromCall(c *call, kind, ref string) (*file, error) {
	up, ok := c.files[kind]
	if name, attached := strings.CutPrefix(ref, "attach://"); attached {
		up, ok = c.files[strings.ToLower(name)]
	}
	switch {
	case ok && len(up.data) == 0:
		return nil, bad("file must be non-empty")
	case ok && kind == "photo" && len(up.data) > maxPhoto:
		return nil, bad("file of size %d bytes is too big for a photo; the maximum size is %d bytes", len(up.data), maxPhoto)
	case ok:
		return f.put(folders[kind], up)
	case ref == "":
		return nil, bad("there is no %s in the request", kind)
	case strings.HasPrefix(ref, "http://"), strings.HasPrefix(ref, "https://"):
		return nil, bad("failed to get HTTP URL content") // This server fetches nothing from elsewhere.
	}
	if stored := f.find(ref); stored != nil {
		return stored, nil
	}
	return nil, bad("wrong remote file identifier specified: Wrong padding in the string")
}

// checkPhoto refuses what Telegram does not take as a photo.
func checkPhoto(stored *file) error {
	w, h := stored.Width, stored.Height
	switch {
	case w == 0 || h == 0:
		return bad("IMAGE_PROCESS_FAILED")
	case w+h > 10000 || w > 20*h || h > 20*w:
		return bad("PHOTO_INVALID_DIMENSIONS")
	}
	return nil
}

// attach puts a stored file into a message as the kind says.
func attach(m *Message, kind string, stored *file) {
	media := &Media{FileID: stored.ID, UniqueID: unique(stored.ID), Name: stored.Name, MIME: stored.MIME, Size: stored.Size, Width: stored.Width, Height: stored.Height}
	switch kind {
	case "photo":
		m.Photo = sizes(stored)
	case "voice":
		media.Name = ""
		m.Voice = media
	case "audio":
		m.Audio = media
	case "video":
		m.Video = media
	case "sticker":
		m.Sticker = &Media{FileID: stored.ID, UniqueID: unique(stored.ID), Kind: "regular", Width: 512, Height: 512, Size: stored.Size}
	default:
		media.Width, media.Height = 0, 0
		m.Document = media
	}
}

// sizes lists a photo's sizes, smallest first. All serve the same bytes; only their stated measures differ.
func sizes(stored *file) []Media {
	var out []Media
	for i, side := range []int{90, 320, 800, 1280} {
		w, h := fit(stored.Width, stored.Height, side)
		id := stored.ID
		if i > 0 && out[i-1].Width == w && out[i-1].Height == h {
			break
		}
		if w != stored.Width {
			id += string("smxy"[i])
		}
		out = append(out, Media{FileID: id, UniqueID: unique(id), Width: w, Height: h, Size: stored.Size * int64(w) * int64(h) / (int64(stored.Width) * int64(stored.Height))})
	}
	return out
}

// fit gives the measures of a picture that is to be no longer than side.
func fit(w, h, side int) (int, int) {
	long := max(w, h)
	if long <= side {
		return w, h
	}
	return max(1, w*side/long), max(1, h*side/long)
}

// mediaDraft makes a message out of a media object.
func mediaDraft(f *files, c *call, in inputMedia) (*draft, error) {
	if folders[in.Type] == "" {
		return nil, bad("type \"%s\" of the media to be sent is invalid", in.Type)
	}
	words, err := (&call{params: map[string]string{"caption": in.Caption, "parse_mode": in.ParseMode, "entities": string(in.Entities)}}).text("caption", "entities")
	if err != nil {
		return nil, err
	}
	return fileDraft(f, c, in.Type, in.Media, words)
}

// fileDraft makes a message out of a file and its caption.
func fileDraft(f *files, c *call, kind, ref string, caption parse.Text) (*draft, error) {
	stored, err := f.fromCall(c, kind, ref)
	if err != nil {
		return nil, err
	}
	if kind == "photo" {
		if err := checkPhoto(stored); err != nil {
			return nil, err
		}
	}
	d := &draft{caption: true, words: caption}
	attach(&d.Message, kind, stored)
	return d, nil
}

// sendFile is sendPhoto, sendDocument and sendVoice.
func (cs *chats) sendFile(c *call, kind string) (any, error) {
	words, err := c.text("caption", "caption_entities")
	if err != nil {
		return nil, err
	}
	d, err := fileDraft(cs.files, c, kind, c.str(kind), words)
	if err != nil {
		return nil, err
	}
	return cs.send(c, d)
}

func sendPhoto(cs *chats, c *call) (any, error)    { return cs.sendFile(c, "photo") }
func sendDocument(cs *chats, c *call) (any, error) { return cs.sendFile(c, "document") }
func sendVoice(cs *chats, c *call) (any, error)    { return cs.sendFile(c, "voice") }

// checkAlbum says whether kinds may stand together.
func checkAlbum(all []inputMedia) error {
	switch {
	case len(all) == 0:
		return bad("there are no messages to send")
	case len(all) > 10:
		return bad("too many messages to send as an album")
	}
	for _, m := range all {
		one, first := m.Type, all[0].Type
		alone := one == "document" || one == "audio" || first == "document" || first == "audio"
		if alone && one != first {
			return bad("%s can't be mixed with other media types", one)
		}
	}
	return nil
}

func sendMediaGroup(cs *chats, c *call) (any, error) {
	if _, err := c.required("media"); err != nil {
		return nil, err
	}
	var all []inputMedia
	if err := c.object("media", &all); err != nil {
		return nil, bad("can't parse media JSON object")
	}
	if err := checkAlbum(all); err != nil {
		return nil, err
	}
	to, err := cs.writable(c)
	if err != nil {
		return nil, err
	}
	reply, err := c.repliedTo(to)
	if err != nil {
		return nil, err
	}
	var drafts []*draft
	for _, in := range all {
		d, err := mediaDraft(cs.files, c, in)
		if err != nil {
			return nil, err
		}
		if err := cs.finish(d); err != nil {
			return nil, err
		}
		drafts = append(drafts, d)
	}
	cs.albums++
	var sent []Message
	for _, d := range drafts {
		d.MediaGroupID = strconv.FormatInt(cs.now().Unix()<<16+cs.albums, 10)
		d.ReplyTo, d.From, d.Protected = reply, &cs.me, c.bool("protect_content")
		sent = append(sent, cs.post(to, &d.entry).Message)
	}
	return sent, nil
}
