package dev.bac.orchestrator.activation;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.kubernetes.BusinessChart;
import java.nio.file.Path;
import java.util.List;

/**
 * Manifests and a Helm chart for a business whose plan gives it an installation of its own, in the data folder below
 * {@code kubernetes/<company>}. A person applies them: this process has no cluster. Writing again changes nothing.
 */
final class KubernetesPapers {
    private final Path folder;

    /** @param data folder of this installation */
    KubernetesPapers(Path data) {
        this.folder = data.resolve("kubernetes");
    }

    /** Writes them; nothing for the shared plan. @return what a person must do, or nothing */
    String write(TenantId company, String slug, String plan, List<String> domains) {
        if (plan.equals("shared")) {
            return "";
        }
        String host = domains.isEmpty() ? slug + ".bac.internal" : domains.getFirst();
        Path place = folder.resolve(company.toString());
        BusinessChart.of(slug, plan, host).write(place);
        return " Manifests and a Helm chart for an installation of its own are in " + place
                + ". A person must make a database, put its URL into the secret that the chart names, build the image and run"
                + " helm install; until then the company works here, beside the others.";
    }

    /** Removes them. */
    void remove(TenantId company) {
        Papers.remove(folder.resolve(company.toString()));
    }
}
