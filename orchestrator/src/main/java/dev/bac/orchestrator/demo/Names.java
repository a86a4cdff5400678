package dev.bac.orchestrator.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What people, companies and goods of the demo company are called: {@code names.yaml}. */
record Names(
        List<String> first,
        List<String> last,
        List<String> known,
        List<String> companyFirst,
        List<String> companySecond,
        Map<String, String> companyForm,
        Map<String, List<String>> cities,
        Map<String, String> phone,
        List<String> industries,
        List<String> jobs,
        List<String> owners,
        List<String> sources,
        List<String> deals,
        List<String> suppliers,
        Map<String, Family> goods) {

    /**
     * Goods of a kind.
     *
     * @param from cheapest price, in euro
     * @param cost cost as a share of the price
     */
    record Family(String unit, int from, int to, BigDecimal cost, List<String> variants) {}

    static Names load() {
        try (InputStream file = Objects.requireNonNull(Names.class.getResourceAsStream("names.yaml"))) {
            return new YAMLMapper().readValue(file, Names.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
