package rules

// talkCues are the words of conversation: politeness, consent, refusal, small talk, help, language.
var talkCues = []cue{
	{filler, `
		记到|记到哈|记倒|
		like|啦|一起|一块儿|一并|试试|试试看|试一下|试试水|看看质量|看下质量|if in stock|
		if available|if you have it|if it is in stock|if you have any left|i wonder|i was wondering|i am wondering|
		wondering|hoping|possible|the following|following|grateful|whether|sorry to bother you|excuse me|pardon me|
		if that's alright|if that is alright|if it's not too late|if not too late|in case it's not too late|if i may|
		please let me know|let me know|could you tell me|can you tell me|could you kindly tell me|could you kindly|
		may i know|can i know|急|越快越好|尽快|尽早|马上要|赶时间|urgent|urgently|hurry|please|pls|plz|plese|pleas|kindly|um|uh|umm|hmm|er|erm|well|so|
		just|actually|oh|ah|hey there|dear|boss|sir|madam|mate|bro|buddy|friend|guys|man|would you|could you|can you|
		can u|could u|will you|would you please|could you please|can you please|for me|if you can|if possible|
		if you don't mind|would you mind|if that's ok|i think|i guess|i mean|you know|like i said|ok so|okay so|right so|
		btw|by the way|麻烦|麻烦你|麻烦您|麻烦你了|帮我|帮忙|帮个忙|帮帮我|给我|替我|请|请你|请您|请帮我|请问|请问一下|
		劳驾|拜托|拜托了|拜托你|老板|老板娘|亲|亲爱的|大哥|大姐|姐|哥|美女|帅哥|朋友|师傅|小二|掌柜|掌柜的|老师|那个啥|
		嗯|额|呃|哦|噢|喔|诶|欸|哎|唉|啊|呀|哈|嘛|哟|喽|咯|呗|哇|呵|那么|那就|就|先|话说|对了|一下|一下下|一下子|一点|吧|
		呢|了吧|哦对|这样|我想问一下|想问一下|想问下|我想问|问一下|问下|能不能帮我|能帮我|可以帮我|可不可以帮我|能否|
		可否|能不能|可不可以|是否可以|能不能给我|顺手|赶紧|赶快|快点|快|我说|那啥|反正|其实|也就是|oldhand|old hand|老手|
		小助手|机器人|bot|i'd like to|i would like to|i want to|i wanna|i need to|i'd love to|let me|lemme|let's|
		we want to|we need to|want to|need to|going to|gonna|help me|help me to|can i|could i|may i|我想|我要|想要|
		我想要|我需要|our|我们想|我们要|there|一共要|kind of|maybe|perhaps|hopefully|again please|asap please`},
	{article, `
		上面|上面的|上面那个|上边|上边那个|刚才那个|刚刚那个|除了|except|except for|everything except|everything but|all except|all but|其他|其它|其它的|其他的|其余|其余的|剩下的|剩余的|别的|the rest|everything else|the others|the other ones|掉|货|东西|items|goods|stuff|things|你们家|你家|他家|the|a|an|of|some|my|your|those|these|that|this|them|one of|
		any of|its|all|few|a few|several|for|with|as|的|那个|这个|那|这|那些|这些|那种|这种|一些|点|些|我的|把|将|给|it|
		worth of|pcs of|大概|差不多|about|around|roughly|approx|approximately|only|also|还|都|也|就要|一种|款|这款|那款|
		种|color|colour|号|我这边|这边|你们的|你们家的|咱们|咱们家|咱们家的|家里|现货的|我们|滴`},
	{conjoin, `
		and|plus|&|+|n|和|跟|与|加|加上|及|以及|还有|再加|再加上|外加|另加|还要|as well as|together with|along with`},
	{linking, `
		有的话|有货的话|要是有|要是有货|要是有的话|如果有|如果有货|if so|if yes|确认之前|确认前|下单之前|下单前|提交之前|before i confirm|before confirming|before i order|before ordering|before you order|before placing|then|also|and also|and then|another thing|one more thing|besides|additionally|in addition|meanwhile|after that|
		btw|oh and|by the way|然后|接着|顺便|顺便问一下|顺便问下|顺带|另外|还有就是|再就是|对了|同时|此外|随后|并且|而且|
		还想问|再问一下|再问下|再帮我|以及再|完了|以后再帮我|最后|or`},
	{yes, `
		ok|okay|okey|okie|k|kk|oki|yes|yep|yeah|yea|ya|yup|sure|fine|good|great|perfect|cool|right|correct|alright|
		没别的了|没有别的了|没有其他了|nothing else|that's everything|sure why not|yes why not|yeah why not|ok why not|all right|all good|sounds good|looks good|looks right|that's right|thats right|that is right|that's fine|
		that's it|thats it|that's all|that works|works for me|lgtm|deal|y|exactly|of course|absolutely|definitely|
		no problem|np|好|好的|好滴|好哒|好嘞|好咧|好呀|好吧|行|行吧|行的|可以|可以的|嗯|嗯嗯|恩|是|是的|是滴|对|对的|
		对对|没错|没问题|ok的|ok了|中|得|得嘞|成|妥|妥了|没毛病|就这样|就这样吧|就这些|就这么定|就这个|就是这个|就它|可|
		要的|好了|没有问题|对头|就这么办`},
	{confirmed | yes, `
		搞起|整起|走起|走你|安排|安排上|给我安排|开整|gogogo|gogo|go go|go go go|落单|落单吧|落单啦|就下这些|下这些|就这些下单|place|订吧|买吧|拿吧|就要这个|confirm|confirmed|confirm it|confirm please|
		confirm order|confirm the order|confirm my order|i confirm|go ahead|go for it|do it|place it|place the order|
		place order|place my order|submit|submit it|submit the order|submit order|order it|order now|order them|checkout|
		check out|buy it|buy them|send the order|make the order|finalize|finalise|approve|approved|book it|let's do it|
		let's go|yes please|yes confirm|proceed|go on then|确认|确定|确认下单|确认订单|确定下单|下单|下单吧|下单了|
		下单啦|可以下单|就下单|直接下单|提交|提交订单|提交吧|就这样下单|定了|就定了|订了|成交|拍板|定下来|就这么定了|
		确认一下订单|没问题下单|拍下|拍了|下订单|帮我下单|给我下单|确认无误|买了|就要这些`},
	{cancelled, `
		别要了|都删掉|全删掉|全部删掉|都删了吧|都不用了|全都不要|
		don't order that|dont order that|don't order them|don't order this|do not order that|cancel|cancel it|
		cancel that|cancle|cancl|cancell|cancel order|cancel the order|cancel my order|cancel everything|cancel all|
		cancel this|abort|never mind|nevermind|nvm|forget it|forget about it|forget that|scrap it|scrap that|
		scrap the order|drop it|drop the order|drop everything|drop all|drop it all|discard|discard it|discard the order|
		discard draft|call it off|stop the order|clear it|clear the order|clear everything|clear my cart|clear cart|
		empty the cart|i changed my mind|changed my mind|don't want it anymore|dont want it anymore|
		don't want it any more|don't order it|dont order it|don't want it|dont want it|don't want this order|
		don't want anything|no longer want it|no longer need it|don't need it anymore|don't need it any more|start over|
		不要不要|整单取消|整单不要|整单不要了|整单作废|全单取消|这一单取消|整个取消|取消|取消吧|取消掉|取消订单|取消这单|取消这一单|算了|算了吧|算啦|作废|废掉|清空|全部清空|清空购物车|全部取消|
		都取消|全取消|都不要了|全不要了|全部不要|全部不要了|不买了|不订了|不下了|不下单了|不要下单了|不要下单|别下单了|
		不想要了|不想买了|不拿了|不定了|退出|放弃|放弃订单|不弄了|不搞了|先不要了|先不买了|这单不要了|这单取消|这单不要|
		订单取消|单子取消|把订单取消|把单取消|这单作废|订单作废|当我没说|全删了|都删了|重新来|重来`},
	{cancelled | removeVerb, `都不要了|全不要了|全部不要|全部不要了|全都不要|都不要|cancel 掉|不要了|不需要了|不用了|取消了|取消一下`},
	{undone, `
		刚下的单撤了|刚才的单撤了|回到上一步|返回|go back|undo|undo that|undo it|undo the last|undo last|revert|revert that|take that back|
		take it back|roll back|rollback|go back one step|undo my last order|undo the order|oops undo|put it back|
		bring it back|restore|撤销|撤回|撤消|撤销一下|撤回一下|撤回上一步|撤销上一步|恢复|还原|返回上一步|回退|
		退回上一步|反悔|反悔了|后悔了|刚才的不算|刚才那个不算|刚刚的不算|刚才那步不算|上一步撤销|恢复原来|恢复回来|
		改回去|改回来|退回去|变回去|还是原来的`},
	{undone | cancelled, `撤了|撤了吧|撤单|撤掉`},
	{hold | trade, `客户退了|客户不要了|客户又不要了|买家退了|买家不要了|买家又不要了|customer cancelled|my customer cancelled|the buyer cancelled|buyer cancelled`},
	{hold, `
		先放到|先放着|先放倒|先放一放|我问哈客人|我问哈客户|问哈客人|问哈客户|我问下客人|问下客人|我问问客人|问问客人|
		我问下客户|我问问客户|我问一下客户|问下客户|问问客户|问一下客户|我先问下客户|我先问问客户|我问下买家|我问问买家|先问下买家|先问问买家|我问下老公|我问下老婆|
		我再看看|再看看|我先看看|我回头再说|let me ask my customer|let me ask the buyer|i'll ask my customer|need to ask my customer|改天再说|下次再说|以后再说|改天吧|下次吧|not yet|wait|hold on|hang on|one moment|one sec|just a moment|
		just a second|wait a minute|wait a moment|let me think|i'll think about it|let me think about it|don't order yet|
		dont order yet|don't confirm|don't confirm yet|do not confirm|do not order|don't place the order yet|
		don't place it yet|don't order|dont order|do not order yet|等等|等一下|等会|等会儿|等一会|稍等|稍等一下|先等等|
		先等一下|慢着|且慢|先别下单|别下单|别急|不急|不急着下单|先别|先不下单|还没想好|我想想|我再想想|让我想想|考虑一下|
		我考虑一下|再说|再说吧|先放着|先不确认|别确认|不确认|暂时不`},
	{negation, `
		不得空|没得空|没时间|不得闲|
		不行|不方便|来不了|去不了|没空|没时间|doesn't work|doesnt work|won't work|wont work|no good|can't make it|cant make it|wrong one|the wrong one|wrong item|no|not|nope|nah|don't|dont|do not|never|isn't|aren't|wasn't|n't|不|别|没|莫|勿|不是|不对|错了|弄错了|搞错了|
		说错了|不用|甭|wrong|nothing|sorry|my mistake|oops|不好意思|打错了|写错了|数量错了`},
	{instead, `
		instead|rather|i meant|i mean|而是|应该是|是说|should be|not that many|only want|only need|
		just want|just need|只要|只需要|只来|只买|只拿|就要|就来|就拿`},
	{languageVerb, `
		speak|talk|reply|answer|respond|switch|switch to|change to|use|in|write|language|set language|change language|
		change the language|set language to|change language to|change the language to|set the language to|language to|
		switch language|switch language to|switch the language to|talk to me in|speak to me in|reply in|answer in|
		respond in|说|讲|用|换成|切换|切换成|切换到|切到|换|改成|改用|回复|回答|语言|设置语言|语言换成|语言改成|
		把语言改成|把语言换成|语言设置成|调成|以后说|以后用|跟我说|和我说|改为|转成|变成|切成`},
	{toEnglish, `english|engish|inglish|eng|en|in english|英文|英语|英文版|英语吧|英文模式|englsh`},
	{toChinese, `
		chinese|mandarin|putonghua|in chinese|zh|中文|汉语|普通话|国语|华语|中文版|中文模式|zhongwen|简体|简体中文|
		chinse|cn`},
	{helpAsk, `
		halp|hlp|你会干啥|你会些啥|你会些什么|你能干些啥|你能干些什么|你都会啥|不知道咋用|不知道咋弄|不知道怎么弄|咋用|咋用啊|怎么弄这个|
		what can i type|what can i type here|what can i write|what do i type|what should i type|不会用|我不会用|不知道怎么用|不会用这个|/ start|/ help|help|help me|help please|i need help|need help|
		what can you do|what do you do|what can i do|what can i say|what can i do here|what are you|who are you|
		how does this work|how do you work|how do i use this|how do i use you|how to use this|how to use you|how to use|
		how to use oldhand|how do i use oldhand|commands|command list|list commands|show commands|menu|main menu|
		instructions|guide me|get started|getting started|what is this|what's this|what are my options|options|manual|
		user guide|/help|/start|what can u do|what else can you do|how can you help|how can you help me|
		what can you help with|what can you help me with|what do you know|what features do you have|帮助|帮忙一下|
		使用帮助|怎么用|怎么使用|如何使用|使用说明|说明书|功能|有什么功能|有哪些功能|你会什么|你会啥|你会干嘛|你会干什么|
		你能干什么|你能干嘛|你能干啥|你能做什么|你能做啥|你可以做什么|你可以干什么|你可以做啥|你可以帮我做什么|
		你能帮我做什么|能帮我做什么|你能帮我什么|你有什么用|你有什么功能|你都会什么|你都能干什么|你都能干嘛|还能干什么|
		还能做什么|你是谁|你是什么|你是干什么的|你是干嘛的|你是做什么的|菜单|主菜单|指令|命令|怎么玩|怎么操作|操作说明|
		这个怎么用|这怎么用|你怎么用|教我用|教我怎么用|我该怎么用|我能做什么|我可以做什么|能干嘛|能做什么|求助|救命`},
	{helpAsk | how, `怎么开始|咋开始|从哪开始|从哪里开始|从哪儿开始|该从哪开始|该从哪里开始|第一步做什么|where do i start|how do i start|how to start|where do i begin|how do i begin|where to start|where should i start|how does it work|how does all this work`},
	{greeting, `
		我刚来|刚来的|我刚加入|刚加入|新人一个|just joined|i just joined|new here|
		我是新来的|新来的|新人报到|i'm new here|im new here|i am new here|哈咯|hola|bonjour|hi|hii|hiii|hello|helo|hallo|
		hullo|hey|heya|hiya|yo|howdy|hi there|hello there|good morning|good afternoon|good evening|morning|gm|good day|
		greetings|hello again|evening all|morning all|hi oldhand|nihao|ni hao|你好|您好|你好呀|你好啊|你好哇|您好啊|
		大家好|嗨|哈喽|哈啰|哈罗|嘿|早|早啊|早呀|早安|早上好|上午好|中午好|下午好|晚上好|晚好|老板好|在吗|在么|在不在|
		在不|有人吗|有人在吗|在线吗|喂|hello啊|hi啊|亲在吗|老板在吗|你在吗|您在吗|are you there|anyone there|
		anybody there|u there|you there|是否在线`},
	{thanking, `
		thanks|thank you|thx|thnx|tks|ty|tysm|thank u|thankyou|thanx|cheers|much appreciated|appreciate it|
		i appreciate it|many thanks|thanks a lot|thanks so much|thank you so much|thank you very much|thanks very much|
		thanks again|thank you again|tq|ta|3q|big thanks|u r the best|ur the best|you r the best|u are the best|you're the best|you are the best|you saved me|great help|
		that helped|that was helpful|very helpful|so helpful|谢谢|谢谢你|谢谢您|谢谢啦|谢谢了|谢啦|谢了|谢谢老板|谢|多谢|
		多谢了|感谢|感谢你|感谢您|非常感谢|十分感谢|太感谢了|太谢谢了|太感谢|辛苦了|辛苦啦|辛苦|辛苦你了|有劳|有劳了|
		感恩|谢谢帮忙|帮大忙了|帮了大忙|麻烦你了|麻烦您了|麻烦了|三克油|蟹蟹`},
	{talk, `
		生意好差|生意差|生意太差|生意真差|今天生意差|今天生意好差|今天生意一般|生意一般|没什么生意|没什么单|今天没单|没单|slow today|no sales today|
		你喜欢|你最喜欢|你喜不喜欢|你爱|nice|so cold|so hot|it's so cold|it's so hot|its so cold|its so hot|freezing today|so tired|im so tired|slept badly|
		what's new|whats new|are you chatgpt|are you gpt|你是谁开发的|你是谁做的|谁开发的你|你是谁做出来的|
		how's business|how is business|hows business|how are you|how are u|how r u|how are you doing|how are you today|
		how're you|how is it going|how's it going|hows it going|how's life|how's everything|how have you been|
		how was your day|how's your day|what's up|whats up|wassup|sup|what are you doing|you ok|nice to meet you|
		nice weather|lovely weather|good weather|bad weather|weather is nice|weather is so|such a nice day|nice day|
		beautiful day|so hot today|it's hot today|so cold today|it's cold today|hot today|cold today|raining again|
		it's raining|good night|goodnight|gn|bye|goodbye|bye bye|byebye|see you|see ya|cya|see you tomorrow|
		see you later|see you soon|later gator|take care|have a nice day|have a good day|have a good one|
		have a great day|good luck|haha|hahaha|hahahaha|hehe|hehehe|lol|lmao|rofl|xd|wow|omg|well done|good job|
		great job|nice job|nice work|nice one|good bot|you are funny|you're funny|you are great|you're great|
		you are awesome|you're awesome|awesome|amazing|i love you|love you|love it|i like you|you are smart|you're smart|
		so smart|you are cute|are you a robot|are you a bot|are you human|are you real|are you a real person|
		are you an ai|are you ai|do you sleep|do you eat|have you eaten|did you eat|tell me a joke|tell a joke|
		sing me a song|sing a song|make me laugh|i'm bored|im bored|i am bored|bored|i'm tired|im tired|i am tired|
		tired today|i'm so tired|so busy today|i'm busy|busy day|long day|what a day|business is slow|business is bad|
		slow day|happy new year|merry christmas|happy birthday|happy holidays|happy spring festival|happy weekend|
		congratulations|congrats|i'm happy|i am happy|i'm sad|i am sad|what's your name|what is your name|your name|
		how old are you|where are you from|who made you|do you like me|nothing much|just chatting|you're welcome|
		you are welcome|welcome|no worries|sorry about that|it's ok|interesting|really|oh really|is that so|i see|got it|
		understood|gotcha|noted|makes sense|fair enough|天气真好|天气不错|天气好|今天天气|天气真热|天气好热|天气好冷|
		天气真冷|好热|好热啊|太热了|热死了|好冷|好冷啊|太冷了|冷死了|下雨了|又下雨|又下雨了|下大雨|哈哈|哈哈哈|哈哈哈哈|
		呵呵|嘻嘻|嘿嘿|哈哈哈哈哈|笑死|笑死我了|笑死了|牛|牛逼|厉害|真厉害|太厉害了|好厉害|太棒了|真棒|棒|棒棒的|给力|
		真不错|不错|不错哦|赞|点赞|你真好|你真棒|你真聪明|好聪明|聪明|真聪明|你好聪明|你真可爱|可爱|爱你|我爱你|喜欢你|
		么么哒|吃了吗|吃饭了吗|吃饭了没|吃了没|你吃了吗|吃过了吗|吃早饭了吗|睡了吗|忙吗|忙不忙|在忙吗|在干嘛|你在干嘛|
		干嘛呢|在做什么|你在做什么|最近怎么样|最近好吗|近来可好|最近忙吗|你好吗|你还好吗|过得怎么样|怎么样啊最近|
		好久不见|晚安|再见|拜拜|拜|88|886|回头见|明天见|回见|下次聊|回聊|先这样|走了哈|我走了|下班了|下班啦|周末愉快|
		节日快乐|新年快乐|新年好|春节快乐|过年好|恭喜发财|恭喜|生日快乐|圣诞快乐|中秋快乐|国庆快乐|大吉大利|生意兴隆|
		好累|好累啊|累死了|累死|累死我了|太累了|真累|今天好累|有点累|好困|困死了|好困啊|无聊|好无聊|无聊死了|郁闷|烦死了|
		好烦|心累|生意难做|生意不好做|生意真难做|生意不好|最近生意不好|今天生意不错|生意不错|今天生意真好|生意真好|
		今天没生意|没生意|讲个笑话|说个笑话|来个笑话|讲笑话|唱首歌|唱个歌|陪我聊天|聊聊天|聊天|聊会儿|你是机器人吗|
		你是人吗|你是真人吗|是真人吗|你是ai吗|你是不是机器人|你是男的女的|你几岁|你多大|你多大了|你叫什么|你叫什么名字|
		你叫啥|你是哪里人|你住哪|你有女朋友吗|你喜欢我吗|不客气|不用谢|没事|没事了|没关系|不用客气|客气了|应该的|知道了|
		明白了|明白|了解|收到|懂了|原来如此|这样啊|是吗|真的吗|真的假的|真的|有意思|加油|开心|好开心|真开心|难过|好难过|
		伤心|哎呀|我去|我的天|天哪|天啊|666|6666|随便聊聊|随便看看|今天真忙|忙死了|太忙了|好忙|今天好忙|刚下班|好想睡觉|
		想回家`},
	{tipCue, `
		给新人提个醒|给新手提个醒|给大家提个醒|提个醒|分享个小经验|tip|tips|心得|经验|经验分享|分享一下|记一下|记下来|
		记下|小贴士|小提示|建议|技巧|分享|note|lesson|lesson learned|my tip|my advice|advice|小技巧|提示|小窍门|窍门|
		note to all|分享一个经验|分享一个心得|分享个经验|分享个心得|分享一条经验|记一条|记一笔|记录一下|帮我记一下|
		save a tip|save this tip|add a tip|new tip|here's a tip|here is a tip|add tip|record this|remember this|
		note this down|写个心得|一条心得|一个心得|一点心得|一点经验|提醒大家|告诉大家|给新手的建议|share a tip|
		sharing a tip|quick tip|pro tip|a tip`},
	{mark, `吗|么|嘛|?|咩`},
}
