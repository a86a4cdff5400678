package dev.bac.crm;

import dev.bac.mcp.testing.TestServer;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Customers with one of everything, and for each tool a call that is right among them. */
record BusyCrm(TestServer crm, Map<String, ObjectNode> right) {
    private static final String RIGHT = """
            crm_account_search|{"query":"Hooli","industry":"Software","country":"DE","owner":"Petra Lang","limit":5}
            crm_account_save|{"account":"ACC-1001","name":"Hooli","industry":"Retail","domain":"hooli.example","email":"a@hooli.example","phone":"+49 40 123456","city":"Bonn","country":"DE"}
            crm_contact_search|{"query":"Jane","account":"Hooli","limit":5}
            crm_contact_save|{"contact":"CON-1001","name":"Jane Doe","account":"Globex","jobTitle":"CEO","email":"j@hooli.example","phone":"+49 40 123457"}
            crm_contact_import|{"csv":"name,email\\nAnn Lee,ann@lee.example\\n","known":"leave"}
            crm_import_create|{"kind":"contact","csv":"name,mail\\nAnn Lee,ann@lee.example\\n","columns":[{"column":"mail","field":"email"}],"key":"email","known":"change","newCompanies":false}
            crm_import_revert|{"importNumber":"IMP-1001"}
            crm_import_list|{"importNumber":"IMP-1001","limit":5}
            crm_lead_create|{"name":"Bob Ray","company":"Initech","email":"bob@initech.example","phone":"+49 40 123458","source":"web","note":"called","country":"DE"}
            crm_lead_list|{"query":"Omar","status":"open","source":"web","sort":"newest","limit":5}
            crm_lead_update|{"lead":"LEAD-1002","status":"open","company":"Falcon","email":"o@falcon.example","phone":"+49 40 123459","source":"fair","country":"DE","note":"x"}
            crm_lead_convert|{"lead":"LEAD-1002","account":"Globex","opportunity":"Desks","amount":"100","currency":"EUR"}
            crm_opportunity_list|{"status":"open","stage":"new","account":"Hooli","owner":"Petra Lang","minAmount":"1","closeFrom":"2026-01-01","closeTo":"2027-01-01","sort":"amount","pipeline":"Standard","limit":5}
            crm_opportunity_create|{"account":"Globex","name":"Chairs","amount":"50","currency":"EUR","closeDate":"2026-06-01","stage":"new","pipeline":"Standard"}
            crm_opportunity_update|{"opportunity":"OPP-1001","stage":"qualified","amount":"70","closeDate":"2026-06-01"}
            crm_opportunity_history|{"opportunity":"OPP-1001"}
            crm_setup_pipeline|{"pipeline":"Standard","stages":[{"stage":"proposal","probability":40,"title":"Offer"}]}
            crm_pipeline_report|{"pipeline":"Standard","owner":"Petra Lang","closeFrom":"2026-01-01","closeTo":"2027-01-01"}
            crm_lead_report|{"createdFrom":"2026-01-01","createdTo":"2026-12-31","source":"web"}
            crm_duplicate_find|{"kind":"contact","record":"CON-1002","atLeast":"0.8","limit":5}
            crm_record_search|{"kind":"contact","conditions":[{"field":"name","is":"begins","value":"Ja","group":1}],"limit":5}
            crm_record_update|{"record":"CON-1001","owner":"Petra Lang","team":"Sales","addTags":["vip"],"removeTags":["cold"],"fields":["score=3"]}
            crm_setup_field|{"kind":"account","title":"Segment","type":"choice","choices":["A","B"]}
            crm_setup_team|{"team":"Sales","members":["Petra Lang","Tom Berger"],"privately":false}
            crm_merge_create|{"kind":"contact","keep":"CON-1002","merge":["CON-1003"],"fields":[{"field":"email","from":"CON-1003"}]}
            crm_merge_undo|{"merge":"MRG-1001"}
            crm_export_create|{"kind":"contact","conditions":[{"field":"name","is":"begins","value":"Ja","group":1}]}
            crm_export_read|{"export":"EXPORT"}
            crm_list_save|{"name":"Fair","kind":"contact","add":["CON-1002"],"remove":["CON-1001"],"status":"sent","mark":["CON-1002"]}
            crm_list_show|{"list":"Fair","status":"planned","limit":5}
            crm_list_recipients|{"list":"Fair","way":"email","agreedOnly":false,"status":"planned"}
            crm_list_consent|{"person":"CON-1001","agreed":true,"list":"Fair","way":"email","source":"form"}
            crm_activity_create|{"kind":"task","subject":"Ring","due":"2026-04-01","related":"CON-1001","body":"x","owner":"Petra Lang","remindAt":"2026-04-01T09:00:00Z"}
            crm_activity_list|{"related":"CON-1001","kind":"task","dueFrom":"2026-01-01","dueTo":"2026-12-31","limit":5}
            crm_activity_complete|{"activity":"ACT-1001"}
            """;

    /** @param company what its customer is called, to tell two companies apart */
    static BusyCrm open(String company) {
        var crm = CrmToolsTest.prepared();
        crm.ok(
                "crm_lead_create",
                "{\"name\":\"Jane Doe\",\"company\":\"%s\",\"email\":\"jane@hooli.example\"}".formatted(company));
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\",\"opportunity\":\"Monitors\"}");
        crm.ok("crm_lead_create", "{\"name\":\"Omar Haddad\",\"company\":\"Falcon\",\"source\":\"web\"}");
        crm.ok("crm_account_save", "{\"name\":\"Globex\"}");
        for (var name : new String[] {"Tom Berger", "Thomas Berger", "Ann Smith", "Anne Smith"}) {
            crm.ok("crm_contact_save", "{\"name\":\"%s\",\"account\":\"Globex\"}".formatted(name));
        }
        crm.ok("crm_setup_team", "{\"team\":\"Sales\",\"members\":[\"Petra Lang\"]}");
        crm.ok("crm_setup_field", "{\"kind\":\"contact\",\"title\":\"Score\",\"type\":\"number\"}");
        crm.ok("crm_activity_create", "{\"kind\":\"task\",\"subject\":\"Offer\",\"related\":\"CON-1001\"}");
        crm.ok("crm_list_save", "{\"name\":\"Fair\",\"kind\":\"contact\",\"add\":[\"CON-1001\"]}");
        crm.agreed(
                "crm_import_create",
                TestServer.parse("{\"kind\":\"lead\",\"csv\":\"name,company\\nEve Q,Initech\\n\"}"));
        crm.agreed(
                "crm_merge_create",
                TestServer.parse("{\"kind\":\"contact\",\"keep\":\"CON-1004\",\"merge\":[\"CON-1005\"]}"));
        var export =
                crm.ok("crm_export_create", "{\"kind\":\"contact\"}").at("/id").asString();
        var right = new LinkedHashMap<String, ObjectNode>();
        RIGHT.lines()
                .map(line -> line.replace("EXPORT", export).replace("Hooli\"", company + "\""))
                .forEach(line -> right.put(
                        line.substring(0, line.indexOf('|')), TestServer.parse(line.substring(line.indexOf('|') + 1))));
        return new BusyCrm(crm, right);
    }
}
