package dev.bac.finance.bank;

/** The files that banks give. */
public enum StatementFormat {
    CSV,
    MT940,
    CAMT053,
    OFX;

    /** What a file looks like from its beginning. */
    static StatementFormat of(String content) {
        var head = content.substring(0, Math.min(content.length(), 2_000));
        if (head.contains("OFXHEADER") || head.contains("<OFX>")) {
            return OFX;
        }
        if (head.stripLeading().startsWith("<") || head.startsWith("\uFEFF<")) {
            return CAMT053;
        }
        return head.contains(":20:") || head.startsWith("{1:") ? MT940 : CSV;
    }
}
