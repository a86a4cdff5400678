package dev.bac.orchestrator.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bac.orchestrator.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FilledFormTest {
    private static final ObjectNode FORM = json("""
            {'type': 'object', 'required': ['name', 'age'], 'properties': {
              'name': {'type': 'string', 'minLength': 2, 'maxLength': 5},
              'age': {'type': 'integer', 'minimum': 1, 'maximum': 99},
              'share': {'type': 'number', 'maximum': 0.5},
              'mail': {'type': 'string', 'format': 'email'},
              'day': {'type': 'string', 'format': 'date'},
              'sure': {'type': 'boolean'},
              'size': {'type': 'string', 'oneOf': [{'const': 's', 'title': 'Small'}, {'const': 'l'}]},
              'days': {'type': 'array', 'maxItems': 2, 'items': {'type': 'string', 'enum': ['mo', 'tu', 'we']}}}}""");

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    @Test
    void takesWhatFits() {
        assertThat(FilledForm.canBeShown(FORM)).isTrue();
        assertThatCode(() -> FilledForm.check(FORM, json("""
                        {'name': 'Ann', 'age': 30, 'share': 0.5, 'mail': 'ann@example.com', 'day': '2026-11-21',
                         'sure': false, 'size': 'l', 'days': ['mo', 'we']}"""))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'age': 3} | answers.name",
                "{'name': 'Ann'} | answers.age",
                "{'name': 'A', 'age': 3} | answers.name",
                "{'name': 'Annabel', 'age': 3} | answers.name",
                "{'name': 3, 'age': 3} | answers.name",
                "{'name': 'Ann', 'age': 3.5} | answers.age",
                "{'name': 'Ann', 'age': 100} | answers.age",
                "{'name': 'Ann', 'age': '3'} | answers.age",
                "{'name': 'Ann', 'age': 3, 'share': 0.51} | answers.share",
                "{'name': 'Ann', 'age': 3, 'mail': 'ann'} | answers.mail",
                "{'name': 'Ann', 'age': 3, 'day': 'Friday'} | answers.day",
                "{'name': 'Ann', 'age': 3, 'sure': 'yes'} | answers.sure",
                "{'name': 'Ann', 'age': 3, 'size': 'm'} | answers.size",
                "{'name': 'Ann', 'age': 3, 'days': ['mo', 'tu', 'we']} | answers.days",
                "{'name': 'Ann', 'age': 3, 'days': ['su']} | answers.days",
                "{'name': 'Ann', 'age': 3, 'shoe': 44} | answers.shoe"
            })
    void namesTheFieldThatDoesNotFit(String answers, String field) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> FilledForm.check(FORM, json(answers)))
                .satisfies(refusal -> assertThat(refusal.field()).contains(field));
    }

    @Test
    void showsNobodyAFormThatIsNested() {
        assertThat(FilledForm.canBeShown(json("{'properties': {'a': {'type': 'object'}}}")))
                .isFalse();
        assertThat(FilledForm.canBeShown(json("{'properties': {'a': {'type': 'array', 'items': {'type': 'string'}}}}")))
                .isFalse();
    }
}
