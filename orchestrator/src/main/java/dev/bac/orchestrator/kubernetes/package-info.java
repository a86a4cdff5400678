/** A business on Kubernetes: a Helm chart, and the manifests that it comes to. */
@NullMarked
package dev.bac.orchestrator.kubernetes;

import org.jspecify.annotations.NullMarked;
