"""The original's tokenizer: SentencePiece's own library over the model's pieces, with the normalisation they were made with."""

import io

import sentencepiece
from sentencepiece import sentencepiece_model_pb2 as proto

from weights import BOS, EOS, MOST_TOKENS, UNK

FIRST = 3  # SentencePiece's <unk>, <s> and </s> come first; the model numbers them otherwise, with <pad>


def _empty_model():
    """A model that SentencePiece itself makes with the rules wanted: nmt_nfkc, a space before the text, single spaces."""
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["a b c d", "b c d e"] * 8), model_writer=out, vocab_size=12, model_type="unigram",
        normalization_rule_name="nmt_nfkc", hard_vocab_limit=False, minloglevel=2)
    model = proto.ModelProto()
    model.ParseFromString(out.getvalue())
    return model


class Tokenizer:
    """Gives ids of the model of the pieces that are kept (all if none are named)."""

    def __init__(self, pieces, scores, kept=None):
        model = _empty_model()
        del model.pieces[FIRST:]
        self.ids = []
        for i in sorted(kept) if kept is not None else range(len(pieces)):
            if i <= UNK or not pieces[i] or pieces[i] == "<mask>":
                continue
            self.ids.append(i)
            model.pieces.add(piece=pieces[i], score=float(scores[i]))
        self.processor = sentencepiece.SentencePieceProcessor(model_proto=model.SerializeToString())

    def pieces_of(self, texts):
        """For each text the ids of its pieces, without those that begin and end it."""
        found = self.processor.encode(texts, num_threads=2)
        return [[UNK if i < FIRST else self.ids[i - FIRST] for i in text] for text in found]

    def placed(self, texts):
        """For each text the ids of its pieces and where each stands in it: its first byte and the one after its last."""
        found = self.processor.encode(texts, return_type="proto", num_threads=2)
        ids = lambda text: [UNK if p.id < FIRST else self.ids[p.id - FIRST] for p in text.pieces]
        return [(ids(text), [(p.begin, p.end) for p in text.pieces]) for text in found]

    def encode(self, texts, most=MOST_TOKENS):
        """For each text the ids the model reads, cut to most."""
        return [[BOS, *ids[: most - 2], EOS] for ids in self.pieces_of(texts)]
