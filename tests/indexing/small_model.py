"""A small text model made by hand: tests of the index need no dictionary of 350,000 words."""

from random import Random

import numpy as np

from indexing.documents import Document
from indexing.model import TextModel
from indexing.tokens import Tokenizer
from indexing.words import WordTable, quantise

TRADES = """
外卖 骑手 送餐 快递 配送 保洁 家政 月嫂 保姆 叉车 司机 仓库 理货 搬运 普工 组装 工厂 电工 焊工 水电
厨师 帮厨 服务员 餐厅 收银 超市 导购 保安 门卫 主播 直播 带货 客服 绿化 缝纫 服装
日结 夜班 包吃 包住 急招 兼职 长期 周末 健康证 驾照
"""
WORDS = TRADES.split()
LETTERS = sorted({letter for word in WORDS for letter in word})


def small_tokenizer(stop_words: frozenset[str] = frozenset({"急招"})) -> Tokenizer:
    """jieba over WORDS alone."""
    frequencies = dict.fromkeys(WORDS, 100)
    for word in WORDS:
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)
    return Tokenizer(frequencies, stop_words)


def small_table(dimensions: int = 16) -> WordTable:
    """Random vectors for all of WORDS but the last five, and for every character."""
    known = [*WORDS[:-5], *LETTERS]
    vectors = np.random.default_rng(1).normal(size=(len(known), dimensions))
    return quantise(known, vectors.astype(np.float32))


def small_model() -> TextModel:
    return TextModel(small_tokenizer(), small_table(), "small")


def made_documents(count: int, seed: int = 0) -> list[Document]:
    """Documents of random words, titles of 1 to 4, texts of 0 to 12; ids d0, d1 …"""
    draw = Random(seed)
    return [
        Document(
            f"d{number}",
            "".join(draw.choices(WORDS, k=draw.randint(1, 4))),
            "，".join(draw.choices(WORDS, k=draw.randint(0, 12))),
        )
        for number in range(count)
    ]
