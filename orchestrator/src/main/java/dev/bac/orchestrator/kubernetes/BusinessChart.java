package dev.bac.orchestrator.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Helm chart of one business, and the same as plain manifests. The templates hold nothing but values, so that what
 * Helm makes of them is what is rendered here.
 */
public final class BusinessChart {
    private static final String FOLDER = "/dev/bac/orchestrator/helm/";
    private static final List<String> TEMPLATES = List.of(
            "serviceaccount.yaml",
            "configmap.yaml",
            "deployment.yaml",
            "service.yaml",
            "ingress.yaml",
            "networkpolicy.yaml",
            "poddisruptionbudget.yaml",
            "horizontalpodautoscaler.yaml");
    private static final Pattern VALUE = Pattern.compile("\\{\\{ \\.Values\\.([a-z]+) }}");
    /** A label of DNS (RFC 1123), as Kubernetes wants names; shorter, for the suffix of the TLS secret. */
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,57}[a-z0-9])?");

    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private final Map<String, String> values;

    private BusinessChart(Map<String, String> values) {
        this.values = values;
    }

    /**
     * The chart of a business.
     *
     * @param slug its short name
     * @param plan dedicated, clustered or global
     * @param host where it is reached
     */
    public static BusinessChart of(String slug, String plan, String host) {
        String name = "bac-" + slug.substring(0, Math.min(50, slug.length())).replaceAll("-+$", "");
        if (!NAME.matcher(name).matches() || !HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("no name or host for Kubernetes: " + name + ", " + host);
        }
        var values = new LinkedHashMap<String, String>();
        values.put("name", name);
        values.put("image", "bac:0.1.0");
        values.put("host", host);
        values.put("secret", name + "-database");
        values.putAll(
                switch (plan) {
                    case "dedicated" ->
                        Map.of(
                                "replicas",
                                "1",
                                "most",
                                "2",
                                "cpu",
                                "1",
                                "memory",
                                "2Gi",
                                "spread",
                                "kubernetes.io/hostname");
                    case "clustered" ->
                        Map.of(
                                "replicas",
                                "3",
                                "most",
                                "10",
                                "cpu",
                                "2",
                                "memory",
                                "4Gi",
                                "spread",
                                "kubernetes.io/hostname");
                    case "global" ->
                        Map.of(
                                "replicas",
                                "6",
                                "most",
                                "30",
                                "cpu",
                                "2",
                                "memory",
                                "4Gi",
                                "spread",
                                "topology.kubernetes.io/region");
                    default -> throw new IllegalArgumentException("plan " + plan + " has no chart");
                });
        return new BusinessChart(values);
    }

    /** All files of the chart and {@code manifests.yaml}, by path. */
    public Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        files.put("manifests.yaml", manifests());
        files.put("helm/Chart.yaml", read("Chart.yaml"));
        files.put(
                "helm/values.yaml",
                values.entrySet().stream()
                        .map(value -> value.getKey() + ": \"" + value.getValue() + "\"\n")
                        .sorted()
                        .collect(Collectors.joining()));
        TEMPLATES.forEach(template -> files.put("helm/templates/" + template, read("templates/" + template)));
        return files;
    }

    /** The manifests, one document after the other. */
    public String manifests() {
        return TEMPLATES.stream()
                .map(template -> render(read("templates/" + template)))
                .collect(Collectors.joining("---\n"));
    }

    /** Writes all files below a folder. */
    public void write(Path folder) {
        files().forEach((path, text) -> {
            try {
                Path file = folder.resolve(path);
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private String render(String template) {
        return VALUE.matcher(template)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        Objects.requireNonNull(values.get(found.group(1)), found.group(1))));
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(BusinessChart.class.getResourceAsStream(FOLDER + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
