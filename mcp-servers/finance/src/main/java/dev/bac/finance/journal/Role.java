package dev.bac.finance.journal;

/** What an account is to documents that post by themselves; each role has at most one account of a chart. */
public enum Role {
    BANK("1000"),
    RECEIVABLES("1200"),
    /** What the stock is worth, moved by the stock's own events alone. */
    INVENTORY("1300"),
    INPUT_TAX("1400"),
    /** Tax that customers kept back and paid for us. */
    WITHHELD_FROM_US("1450"),
    PAYABLES("2000"),
    /** Goods that are here and whose bill is not. */
    GOODS_RECEIVED("2150"),
    OUTPUT_TAX("2200"),
    /** Tax that we kept back from suppliers and owe the office. */
    WITHHELD_BY_US("2250"),
    RETAINED("3100"),
    OPENING("3900"),
    SALES("4000"),
    /** Differences of rates, realised by a payment. */
    EXCHANGE_REALISED("4910"),
    /** Differences of rates of what is still open, taken back the next day. */
    EXCHANGE_UNREALISED("4920"),
    /** What was bought and is gone: cost of goods, and bills for what is no stock. */
    PURCHASES("5000"),
    /** What counts, production and returns to suppliers gain or lose. */
    STOCK_DIFFERENCES("5900");

    private final String usual;

    Role(String usual) {
        this.usual = usual;
    }

    /** Its code in the general chart. */
    String usual() {
        return usual;
    }
}
