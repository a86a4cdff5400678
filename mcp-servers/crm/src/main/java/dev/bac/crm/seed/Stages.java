package dev.bac.crm.seed;

import dev.bac.crm.opportunity.Pipelines;
import dev.bac.crm.opportunity.Stage;
import dev.bac.store.Tx;
import java.util.List;

/** The tenant's pipeline: a title and a probability for each stage. */
public final class Stages {

    /** Gives the tenant every stage it has not yet, with the usual title and probability. */
    public void prepare(Tx tx) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO stage (pipeline, code, title, probability) VALUES (:pipeline, :code, :title, :probability)
                ON CONFLICT (tenant_id, pipeline, code) DO NOTHING
                """);
        for (Stage stage : Stage.values()) {
            batch.bind("pipeline", Pipelines.STANDARD)
                    .bind("code", stage.name())
                    .bind("title", stage.title())
                    .bind("probability", stage.probability())
                    .add();
        }
        batch.execute();
    }

    void set(Tx tx, List<CrmSeed.StageSeed> seeds) {
        prepare(tx);
        for (var seed : seeds) {
            tx.sql()
                    .createUpdate(
                            "UPDATE stage SET title = :title, probability = :probability WHERE pipeline = :pipeline AND code = :code")
                    .bind("pipeline", Pipelines.STANDARD)
                    .bind("code", seed.stage().name())
                    .bind("title", seed.title())
                    .bind("probability", seed.probability())
                    .execute();
        }
    }
}
