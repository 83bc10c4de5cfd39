"""New urban employment (63号 二): rules over columns, counting, corrections, freezing."""
