package dev.bac.erp.production;

import dev.bac.erp.stock.LotWanted;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The lots that are named of what is made, and of what is used up for it by item. */
record MakingLots(@Nullable List<LotWanted> made, Map<UUID, List<LotWanted>> byPart) {

    @Nullable List<LotWanted> used(UUID part) {
        return byPart.get(part);
    }
}
