"""Registration of flexible workers (63号 一—三, 六): who may, how, when it ends. All pure."""
