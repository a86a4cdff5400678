package dev.bac.crm.seed;

import dev.bac.crm.opportunity.Stage;
import dev.bac.store.Tx;
import java.util.List;

/** The tenant's pipeline: a title and a probability for each stage. */
public final class Stages {

    /** Gives the tenant every stage it has not yet, with the usual title and probability. */
    public void prepare(Tx tx) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO stage (code, title, probability) VALUES (:code, :title, :probability)
                ON CONFLICT (tenant_id, code) DO NOTHING
                """);
        for (Stage stage : Stage.values()) {
            batch.bind("code", stage.name())
                    .bind("title", stage.name().charAt(0) + stage.told().substring(1))
                    .bind("probability", stage.probability())
                    .add();
        }
        batch.execute();
    }

    void set(Tx tx, List<CrmSeed.StageSeed> seeds) {
        prepare(tx);
        for (var seed : seeds) {
            tx.sql()
                    .createUpdate("UPDATE stage SET title = :title, probability = :probability WHERE code = :code")
                    .bind("code", seed.stage().name())
                    .bind("title", seed.title())
                    .bind("probability", seed.probability())
                    .execute();
        }
    }
}
