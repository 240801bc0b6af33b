// Command embedder makes the weights of the built-in embedder from pairs of texts that belong together:
//
//	go run ./tools/embedder -data FOLDER -out integrations/models/weights.bin
//
// FOLDER holds pairs_enzh.tsv.gz, pairs_en.tsv.gz and pairs_zh.tsv.gz: a header and, separated by tabs, two texts and where
// they are from; and intents_clinc150.jsonl.gz, intents_banking77.jsonl.gz and intents_bitext.jsonl.gz: objects with text,
// intent and split. To them come oldhand's own texts: the trade's glossary, what it says of itself, and the sample's
// catalogue and notes. The same texts give the same weights, to the byte, on machines of one kind. It takes ten minutes on
// two cores and 1.3 GB of memory.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"oldhand/integrations/models"
)

// name is stored with every vector, so it must change whenever the weights do.
const name = "oldhand-1024-2"

// credits say whose texts the weights were learned from.
var credits = []string{
	"CC-CEDICT, CC BY-SA 4.0, https://www.mdbg.net/chinese/dictionary?page=cc-cedict",
	"Tatoeba, CC BY 2.0 FR, https://tatoeba.org",
	"SQuAD 2.0, CC BY-SA 4.0; CMRC 2018 and DRCD, CC BY-SA",
	"CLINC150, CC BY 3.0, https://github.com/clinc/oos-eval",
	"BANKING77, CC BY 4.0, https://github.com/PolyAI-LDN/task-specific-datasets",
	"Bitext customer support intents, CDLA-Sharing 1.0, https://github.com/bitext/customer-support-intent-detection-training-dataset",
	"texts of the shop software Bagisto, Spree, Sylius, Saleor, django-oscar, Grocy and OpenBoxes, under MIT, BSD and EPL licences",
}

func main() {
	data := flag.String("data", "", "folder of the pairs")
	out := flag.String("out", "", "file of weights to write")
	epochs := flag.Int("epochs", 5, "how often to go through all pairs with the parts of words; twice more in two bits")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := train(ctx, *data, *out, *epochs); err != nil {
		fmt.Fprintln(os.Stderr, "embedder:", err)
		os.Exit(1)
	}
}

// train reads, learns and writes the weights.
func train(ctx context.Context, data, out string, epochs int) error {
	r, err := read(data)
	if err != nil {
		return err
	}
	w, err := learn(ctx, r, epochs)
	if err != nil {
		return err
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := w.Write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// learn learns weights from what was read: several times with the parts of words, and twice more as the model will be.
func learn(ctx context.Context, r *reading, epochs int) (*models.Weights, error) {
	v := newVocabulary(r)
	l := newLearner(v, r)
	fmt.Printf("%d pairs, %d rows\n", len(l.examples), v.size())
	tell := func(epoch int, loss float64) { fmt.Printf("time %d: loss %.4f\n", epoch, loss) }
	if err := l.learn(ctx, epochs, tell); err != nil {
		return nil, err
	}
	f := l.final(v)
	fmt.Println("in two bits")
	if err := f.learn(ctx, finalEpochs, tell); err != nil {
		return nil, err
	}
	return f.weights(), nil
}
