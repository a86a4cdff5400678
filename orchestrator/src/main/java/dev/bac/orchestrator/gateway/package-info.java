/** What the gateway at /v1 needs of the platform: who calls, and its agents as models. */
@NullMarked
package dev.bac.orchestrator.gateway;

import org.jspecify.annotations.NullMarked;
