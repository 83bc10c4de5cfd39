"""What is similar: text to facts, tokens and vectors to nearest; the only jieba, sklearn, FAISS."""
