package rules

import "oldhand/integrations/text"

// Some messages try to talk the reader out of its rules, or hold code. Nothing in them is a wish of a seller, whatever
// their words would mean elsewhere, so the whole message is out of scope.

// overriding words order rules to be put aside; overridden ones name the rules.
var (
	overriding = phrases(map[string]bool{`ignore|disregard|forget|override|overwrite|bypass|skip|drop|无视|忽略|忽视|忘记|忘掉|绕过|跳过|不要理会|不用管|别管|抛开`: true})
	overridden = phrases(map[string]bool{`instructions|instruction|system prompt|prompt|prompts|your rules|all rules|previous rules|guidelines|guardrails|programming|
指令|指示|提示词|设定|系统提示|系统设置|你的规则|所有规则|之前的规则|上面的规则|限制`: true})
	// commanding phrases speak to a machine, and hold code.
	commanding = phrases(map[string]bool{`new instructions|updated instructions|system prompt|system message|developer mode|debug mode|god mode|jailbreak|you are now|you are dan|from now on you are|pretend to be|pretend you are|
pretend that you|act as an|act as a|act as my|act like a|roleplay as|role play as|reveal your|print your|show your prompt|as an ai|sudo|drop table|drop database|delete from|truncate table|insert into|
select * from|or 1 = 1|or '1' = '1|script >|< script|系统提示词|提示词|开发者模式|调试模式|管理员模式|越狱|你现在是一个|你现在是管理员|从现在开始你是|从现在起你是|假装你是|扮演|以管理员身份`: true})
)

// functions are names that code calls; people write no bracket right behind them.
var functions = text.Set(`alert prompt confirm eval exec system print printf log fetch require import remind reminder settimeout setinterval function`)

// calls says that a function is called at token i: alert(1), os.system('x').
func (m *message) calls(i int) bool {
	name, open, first := m.token(i), m.token(i+1), m.token(i+2).s
	if name.kind != wordToken || open.s != "(" || open.space {
		return false
	}
	dotted := m.token(i-1).s == "." && !name.space && m.token(i-2).kind == wordToken
	return functions[name.s] || dotted || first == "'" || first == `"` || first == "`" || first == ")"
}

// reachOfOverride is how many tokens may stand between the order and the rules it names.
const reachOfOverride = 8

// hostile says that a message commands the reader itself, and not what it is there for.
func (m *message) hostile() bool {
	for i := range m.tokens {
		if next := m.token(i + 1).s; m.token(i).s == "system" && (next == ">" || next == "]" || next == ":" && i == 0) {
			return true
		}
		if _, n := commanding.longest(m, i); n > 0 || m.calls(i) {
			return true
		}
		if _, n := overriding.longest(m, i); n > 0 && m.overrides(i+n) {
			return true
		}
	}
	return false
}

// overrides says that the rules of the reader are named soon after token i.
func (m *message) overrides(i int) bool {
	for end := i + reachOfOverride; i < min(end, len(m.tokens)); i++ {
		if _, n := overridden.longest(m, i); n > 0 {
			return true
		}
	}
	return false
}
