"""The command line, `linggang`: a contract that other programs may rely on."""
