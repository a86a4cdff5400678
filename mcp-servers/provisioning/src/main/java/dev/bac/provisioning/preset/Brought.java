package dev.bac.provisioning.preset;

import java.util.List;

/**
 * What features that are switched on later bring to a business that is at work.
 *
 * @param features their keys
 * @param told in words: what they bring, and what they do not
 * @param accounts numbered for the business's chart as they had been from the start
 * @param agents names of agents in the library that fit
 */
public record Brought(
        List<String> features,
        String told,
        List<AccountNumbers.Numbered> accounts,
        List<Preset.MessageTemplate> templates,
        List<String> agents) {
    public Brought {
        features = List.copyOf(features);
        accounts = List.copyOf(accounts);
        templates = List.copyOf(templates);
        agents = List.copyOf(agents);
    }
}
