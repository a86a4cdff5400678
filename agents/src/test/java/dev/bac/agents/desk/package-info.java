/** From a plain sentence to the call it ends with: the front desk, the agent it chooses, the tool that agent calls. */
@org.jspecify.annotations.NullMarked
package dev.bac.agents.desk;
