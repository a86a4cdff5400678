package dev.bac.orchestrator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Against the model that fabric8 generates from Kubernetes' own OpenAPI: kinds, fields, types. */
class BusinessChartTest {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final ObjectMapper MODEL = new ObjectMapper();
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "ServiceAccount", ServiceAccount.class,
            "ConfigMap", ConfigMap.class,
            "Deployment", Deployment.class,
            "Service", Service.class,
            "Ingress", Ingress.class,
            "NetworkPolicy", NetworkPolicy.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class);

    @ParameterizedTest
    @ValueSource(strings = {"dedicated", "clustered", "global"})
    void everyManifestIsWhatKubernetesKnows(String plan) throws Exception {
        var objects =
                objects(BusinessChart.of("medix", plan, "medix.example.com").manifests());

        assertThat(objects).hasSize(KINDS.size());
        for (var object : objects) {
            assertThat(unknown(object, object.getKind())).isEmpty();
            assertThat(object.getMetadata().getName()).isEqualTo("bac-medix");
        }
        var deployment = (Deployment) objects.stream()
                .filter(Deployment.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(deployment.getSpec().getSelector().getMatchLabels())
                .isEqualTo(deployment.getSpec().getTemplate().getMetadata().getLabels());
        assertThat(deployment.getSpec().getReplicas())
                .isEqualTo(plan.equals("dedicated") ? 1 : plan.equals("clustered") ? 3 : 6);
    }

    @Test
    void theCheckFindsAFieldThatKubernetesDoesNotKnow() throws Exception {
        String wrong = BusinessChart.of("medix", "dedicated", "medix.example.com")
                .manifests()
                .replace("readOnlyRootFilesystem", "readOnlyRootFileSystem");

        var found = new ArrayList<String>();
        for (var object : objects(wrong)) {
            found.addAll(unknown(object, object.getKind()));
        }
        assertThat(found).hasSize(1).first().asString().endsWith("readOnlyRootFileSystem");
    }

    @Test
    void theChartsTemplatesNameOnlyValuesThatItHas() {
        var files = BusinessChart.of("medix", "dedicated", "medix.example.com").files();

        assertThat(files).containsKeys("helm/Chart.yaml", "helm/values.yaml", "helm/templates/deployment.yaml");
        assertThat(files.get("manifests.yaml")).doesNotContain("{{");
        var values = YAML.readTree(Objects.requireNonNull(files.get("helm/values.yaml")));
        assertThat(values.path("host").asString()).isEqualTo("medix.example.com");
        assertThat(YAML.readTree(Objects.requireNonNull(files.get("helm/Chart.yaml")))
                        .path("apiVersion")
                        .asString())
                .isEqualTo("v2");
    }

    @Test
    void takesNoNameThatIsNone() {
        assertThatThrownBy(() -> BusinessChart.of("x\"\n evil", "dedicated", "a.example.com"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BusinessChart.of("medix", "dedicated", "a b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BusinessChart.of("medix", "shared", "a.example.com"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<HasMetadata> objects(String manifests) throws Exception {
        var objects = new ArrayList<HasMetadata>();
        for (String document : manifests.split("---\n")) {
            String json = YAML.readTree(document).toString();
            String kind = YAML.readTree(document).path("kind").asString();
            objects.add(MODEL.readValue(json, Objects.requireNonNull(KINDS.get(kind), kind)));
        }
        return objects;
    }

    /** Fields that landed in no field of the model, anywhere below. */
    private static List<String> unknown(Object bean, String path) throws Exception {
        var unknown = new ArrayList<String>();
        for (Method method : bean.getClass().getMethods()) {
            if (!method.getName().startsWith("get") || method.getParameterCount() > 0) {
                continue;
            }
            Object value = method.invoke(bean);
            if (method.getName().equals("getAdditionalProperties") && value instanceof Map<?, ?> map) {
                map.keySet().forEach(key -> unknown.add(path + "." + key));
            } else if (value instanceof Collection<?> many) {
                for (Object one : many) {
                    unknown.addAll(below(one, path + "." + method.getName()));
                }
            } else if (value != null) {
                unknown.addAll(below(value, path + "." + method.getName()));
            }
        }
        return unknown;
    }

    private static List<String> below(Object value, String path) throws Exception {
        return value.getClass().getName().startsWith("io.fabric8")
                        && !value.getClass().isEnum()
                ? unknown(value, path)
                : List.of();
    }
}
