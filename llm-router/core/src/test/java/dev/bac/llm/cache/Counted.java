package dev.bac.llm.cache;

import dev.bac.identity.Caller;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the caches told. */
final class Counted implements CacheEvents {
    final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void hit(Caller caller, Kind kind, String model, Optional<BigDecimal> saved) {
        told.add(kind + " hit, saved " + saved.map(BigDecimal::toPlainString).orElse("?"));
    }

    @Override
    public void miss(Kind kind) {
        told.add(kind + " miss");
    }

    @Override
    public void audited(boolean same) {
        told.add("audited " + same);
    }

    @Override
    public void failed(String part) {
        told.add("failed " + part);
    }
}
