package dev.bac.store;

/** Approvals are good for one write: the use is recorded in that write's transaction. */
public final class GrantsUsed {
    private GrantsUsed() {}

    /** @throws StoreException.GrantUsed when this tenant has used the grant */
    public static void consume(Tx tx, String grantId) {
        int recorded = tx.sql()
                .createUpdate("INSERT INTO grant_used (grant_id, used_at) VALUES (:grant, :now) ON CONFLICT DO NOTHING")
                .bind("grant", grantId)
                .bind("now", tx.now())
                .execute();
        if (recorded == 0) {
            throw new StoreException.GrantUsed(grantId);
        }
    }
}
