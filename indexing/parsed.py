"""A document taken apart into what the vectors and the lexical lists count."""

from typing import NamedTuple

from indexing.documents import Document
from indexing.normalise import normalise
from indexing.similarity import TEXT_IN_LEXICAL
from indexing.terms import NO_TERMS, Terms, char_terms, counted, joined
from indexing.tokens import Tokenizer
from indexing.words import WordTable


class Parsed(NamedTuple):
    """title, text: rows of the word table; chars: characters of both, text counting less."""

    title: Terms
    text: Terms
    chars: Terms


def parse(document: Document, tokenizer: Tokenizer, table: WordTable) -> Parsed:
    """Both fields taken apart; a query is a document of a title only."""
    title, text = (_field(part, tokenizer, table) for part in (document.title, document.text))
    return Parsed(title[0], text[0], joined(title[1], text[1], TEXT_IN_LEXICAL))


def _field(text: str, tokenizer: Tokenizer, table: WordTable) -> tuple[Terms, Terms]:
    if not text:
        return NO_TERMS, NO_TERMS
    plain = normalise(text)
    return counted(table.rows(tokenizer.cut(plain))), char_terms(plain)
