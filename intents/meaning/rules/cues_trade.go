package rules

// tradeCues are the words of questions, and of what questions are about: the trade, and the world outside it.
var tradeCues = []cue{
	{how, `
		点样|
		要办什么|需要办什么|办什么证|who has to pay|who has to|who must pay|who needs to pay|有没有什么经验|有没有经验|
		有没有什么办法|有没有什么技巧|有没有什么建议|有没有什么软件|什么软件|赚钱吗|赚不赚钱|能赚钱吗|好卖吗|好不好卖|
		how do i|how do we|how do you|how does one|how can i|how can we|how could i|how to|how should i|how should we|
		how would i|how would you|how did you|how does|how do|how is|how are|how long should|how often|how many|how come|
		how about if|how soon|how best|how|hw to|hw do i|why|why is|why are|why do|why does|why did|why don't|why can't|
		what's the best way|what is the best way|best way to|is it possible|is it worth|is it ok|is it okay|is it better|
		is it safe|is it legal|is it true|any advice|any tips|any tips on|any tips for|any suggestions|any ideas|
		any idea|advice on|tips for|tips on|what happens if|what if|what happens when|what should i|what should we|
		what shall i|what do i do|what can i do about|what can i do if|what to do|what do you do|what would you|
		what makes|what counts as|what does it mean|what's the difference|what is the difference|whats the difference|
		difference between|who pays|who should|who is responsible|who bears|who covers|do i have to|do i need|
		do i need to|do we need to|do you have to|when should i|when should we|when is the best|where do i|
		where should i|where can i learn|can someone explain|can anyone explain|explain|teach me|tell me how|
		please explain|can you explain|could you explain|advise|please advise|can you advise|tips|advice|怎么|怎样|如何|
		咋|咋样|怎么样才能|怎么才能|怎样才能|如何才能|咋办|怎么办|怎么弄|怎么搞|怎么做|怎么样做|咋弄|咋搞|咋整|该怎么|
		应该怎么|要怎么|为什么|为啥|为何|干嘛|凭什么|怎么回事|咋回事|是什么意思|什么意思|啥意思|是啥意思|什么区别|
		有什么区别|区别是什么|什么原因|啥原因|什么办法|有什么办法|有啥办法|有没有办法|有什么好办法|有什么技巧|有啥技巧|
		有什么窍门|有什么经验|有什么建议|有啥建议|有什么好建议|有什么方法|有什么好方法|有什么诀窍|有什么讲究|有什么要求|
		有什么规则|有什么条件|有什么风险|有什么好处|有什么坏处|有什么用|需要什么|需要哪些|要准备什么|要注意什么|注意什么|
		需要注意什么|注意事项|怎么选|怎么处理|怎么解决|怎么回复|怎么避免|怎么提高|怎么开|谁出|谁承担|谁付|谁负责|谁来出|
		谁来付|算谁的|由谁|要几步|教教我|教我|求教|支个招|支招|出出主意|指点|指点一下`},
	{should | trade | shipVerb, `can i send|can i ship|can i mail|can we send|can we ship|may i send|am i allowed to send|is it ok to send|is it allowed to send|allowed to ship|
		能寄|能不能寄|可以寄|可不可以寄|让寄|能发快递|可以发快递|能不能发快递|能走快递|能走|可以走|能不能走|能邮寄|可以邮寄|能不能邮寄`},
	{should, `can i use|can we use|may i use|is it fine to`},
	{trade | function, reportedWish},
	{trade, `the rule|the rules|rules for|rule for|regulation|regulations|省运费|省快递费|省邮费|省钱|写错地址|地址写错|地址写错了|地址填错|地址填错了|地址错了|填错了|已经发出|已发出|优惠|有优惠吗|折扣|让利|合同|协议|contract|contracts|空运|陆运|海运|航空件|安检|违禁品|禁寄|易燃|危险品|air freight|sea freight|by air|by sea|dangerous goods|prohibited|没收到|未收到|显示签收|显示已签收|显示已经签收|显示已送达|显示送达|显示妥投|已签收|聚会|周六会|周六的会|星期六的会|交流会|分享会|碰头会|meetup|the meet up|saturday gathering`},
	{wh, `在哪|在哪里|在哪儿|哪儿`},
	{should | wh, `多久|什么时候|啥时候|什么时间|几点|多长时间|多少天`},
	{should, `
		should i|should we|do i need|must i|can i still|am i allowed|is there a rule|is it allowed|is it necessary|
		is it normal|is it good|is it bad|is it a good idea|is it hard|is it difficult|is it easy|is there any way|
		is there a way|do buyers|do customers|does taobao|will taobao|do i|will i|can you return|要不要|该不该|应不应该|
		能不能|可不可以|可以不|是不是|会不会|用不用|需不需要|有没有必要|有必要|值不值得|值得|划不划算|划算吗|靠谱吗|
		靠不靠谱|好不好做|难不难|合不合适|合适吗|违规吗|犯法吗|算不算|行不行|有用吗|有没有用|可以吗|能吗|还是做|还是卖|
		做什么好|卖什么好|卖啥好|做啥好|哪个好|哪种好|哪个更好|好还是|好不好|好做吗|好卖吗|正常吗|多少天`},
	{wh, `
		what is|what's|what is a|what's a|what is an|what are the|what is the|what's the|what|who|whom|whose|which|when|
		where|whats|who's|when's|where's|what kind|what time|什么|啥|谁|哪|哪个|哪些|哪家|哪里|哪儿|哪种|哪款|多少|几|
		什么样的|有多少`},
	{askVerb, `
		question|question:|a question|i have a question|got a question|quick question|ask|i want to ask|i'd like to ask|
		can i ask|may i ask|does anyone know|do you know|anyone know|anybody know|any old hand|ask the old hands|
		ask an old hand|ask old hands|请教|请教一下|请教下|请教各位|想请教|想请教一下|问个问题|有个问题|提问|问题|咨询|
		咨询一下|咨询下|问问|我问下|我问一下|想问问|问问大家|有谁知道|谁知道|有人知道|谁能告诉我|不知道|求问|不懂|不太懂|
		想知道|想了解|了解一下`},
	{trade, `
		hold stock|holding stock|keep stock|volumetric|volumetric weight|dimensional weight|体积重|抛重|抛货|泡货|认证|
		办证|许可证|经营许可|食品证|卖得好|卖的好|好卖|流行什么|流行啥|什么款|refund|refunds|refunded|return|returns|
		returned|returning|exchange|complaint|complaints|complain|complains|dispute|disputes|review|reviews|rating|
		ratings|feedback|bad review|negative review|customer|customers|buyer|buyers|seller|sellers|shop|shops|store|
		stores|storefront|taobao|tmall|pinduoduo|pdd|douyin|tiktok|1688|xiaohongshu|alipay|wechat|weixin|platform|
		listing|listings|list products|product title|titles|title|keyword|keywords|seo|traffic|views|visitors|conversion|
		click|clicks|ads|ad|advertising|advertise|promotion|promotions|promote|marketing|coupon|coupons|discount|
		discounts|margin|margins|profit|profits|profitable|markup|sales|sell|sells|sells best|best selling|selling|sold|
		first sale|first order|sale|beginner|beginners|newbie|newcomer|newcomers|open a shop|open a store|start a shop|
		start selling|deposit|license|licence|tax|taxes|invoice|invoices|brand|trademark|counterfeit|fake|infringement|
		copyright|penalty|penalties|violation|banned|customer service|after sales|aftersales|packaging|pack fragile|
		fragile|broken|damaged|lost parcel|lost parcels|lost package|missing parcel|late delivery|late|delay|delayed|
		insurance|live streaming|livestream|livestreaming|streaming|photos|pricing|choose products|product selection|
		pick products|supplier|suppliers|wholesale|dropship|dropshipping|drop shipping|stockpile|capital|investment|
		invest|competition|competitor|competitors|niche|trend|trends|trending|best seller|bestseller|hot sellers|season|
		seasonal|off season|double 11|double eleven|singles day|618|festival|old hands|the meeting|saturday meeting|
		meeting|mentor|village|business|buy cheaper|negotiate|bargain|loyal|repeat customers|followers|fans|rank|ranking|
		search rank|reputation|credit|credibility|scam|scams|scammed|cheat|cheated|fraud|refuse|refused|refuse to pay|
		cod|cash on delivery|free shipping|cut-off|cutoff|cut off time|fee|fees|commission|warehouse|warehousing|fulfil|
		fulfill|volume|products|product|main picture|main image|detail page|shipping template|freight template|退货|退款|
		退换|退换货|换货|退回|售后|纠纷|投诉|差评|中评|好评|评价|评论|恶意|打假|职业打假|仅退款|七天无理由|7天无理由|
		无理由|运费险|赔付|理赔|赔偿|丢件|丢了|破损|碎了|坏了|破了|少件|漏发|错发|发错|发错货|拒收|签收|延迟发货|
		虚假发货|超时|买家|顾客|客户|客人|卖家|同行|店铺|网店|开店|小店|新店|店|淘宝|天猫|拼多多|抖音|快手|小红书|闲鱼|
		京东|微信|支付宝|千牛|旺旺|旺信|平台|宝贝|上架|上新|链接|标题|主图|详情页|关键词|搜索排名|排名|权重|流量|曝光|
		点击|点击率|转化|转化率|访客|直通车|推广|引力魔方|钻展|广告|活动|报名|聚划算|百亿补贴|双11|双十一|双12|大促|
		优惠券|满减|打折|促销|秒杀|清仓|利润|毛利|赚钱|赚|亏|亏本|亏钱|成本|定价|标价|销量|出单|爆单|爆款|破零|第一单|
		首单|起店|动销|新手|小白|新人|刚开始|刚开店|选品|选款|选货|货源|供应商|供货|批发|一件代发|代发|囤货|压货|备货|
		滞销|库存积压|本钱|资金|投资|保证金|押金|营业执照|执照|资质|税|交税|发票|商标|品牌|侵权|假货|仿品|违规|扣分|封店|
		处罚|罚款|申诉|刷单|补单|客服|回复|话术|自动回复|直播|带货|主播|拍照|拍图|摄影|视频|短视频|粉丝|老客户|回头客|
		复购率|引流|私域|竞争|对手|趋势|热卖|旺季|淡季|季节|换季|物流单号|单号|打单|面单|易碎|防摔|保价|偏远地区|包邮|
		运费模板|发货时间|发货|收货|揽收|揽件|中转|停滞|催件|催单|谈价|砍价|讲价|议价|周六|例会|开会|老师傅|前辈|老手们|
		经验|信誉|信用|钻|皇冠|等级|骗子|被骗|诈骗|货到付款|代收|佣金|手续费|费率|生意|做电商|电商|截单|截单时间|子账号|
		收款|提现|结算|对账|宝贝描述|详情|属性|类目|买手|退运费|快递费|产品|商品|合作|账号|竞品|推流`},
	{world, `
		帮我写|帮我写个|写个|写一封|写一份|写封信|写篇|write me|compose a|lose weight|losing weight|gain weight|the sky|sky blue|universe|kiss|flirt|tie a tie|tying a tie|fall asleep|insomnia|learn english|learn chinese|learn to drive|
		swim|swimming|surf|marathon|pregnant|baby sleep|cure|acne|hangover|playlist|lyrics|tv show|tv series|episode|anime|manga|quantum|black holes|gravity|evolution|dinosaur extinction|
		天空|太阳系|宇宙|银河|外星人|追女|追女生|追女孩|追男生|谈恋爱|恋爱|失恋|分手|表白|失眠|睡不着|学英语|学车|考驾照|跑步|游泳|瘦身|瘦下来|长高|长胖|祛痘|怀孕|备孕|坐月子|
		孩子不听话|追剧|综艺|明星|偶像|演唱会|量子|黑洞|引力|进化|数独|围棋|象棋|钢琴|吉他|书法|画画怎么学|好吃的|美食|火锅店|奶茶店|理发|网吧|ktv|麻将|斗地主|彩票|
		写一首|写首|作诗|sing|sing me|sing a|等于|等于几|equals|flight|flights|hotel|hotels|plane ticket|train ticket|
		train tickets|airport|airline|airlines|taxi|uber|didi|restaurant|restaurants|recipe|recipes|spotify|youtube|
		netflix|nba|nfl|match score|president|prime minister|capital of|population|history of|election|politics|
		government|religion|meaning of life|bitcoin|crypto|cryptocurrency|stock market|nasdaq|loan|mortgage|credit card|
		credit score|bank account|savings account|visa application|passport|doctor|hospital|symptoms|headache|fever|
		homework|equation|calculus|physics|chemistry|poem|poetry|essay|write code|python|javascript|golang|programming|
		translate|translation|synonym|synonyms|weather forecast|weather|forecast|the news|headlines|horoscope|astrology|
		lottery|girlfriend|boyfriend|marry|divorce|lawyer|oil change|mpg|traffic jam|directions to|gps|thermostat|alexa|
		siri|facebook|twitter|instagram|call mom|phone call|exchange rate|interest rate|gdp|square root|times table|
		divided by|how tall|how old is|how far|who won|who invented|what year|what time is it|what day is it|
		what's the time|what is the time|time in|roll a dice|flip a coin|random number|transfer money|transfer|my mom|
		my dad|my mother|my wife|my husband|brexit|congress|senate|democracy|my income|401k|pto|my pin|the pin|autism|
		cancer|flu|disease|philosophy|celebrity|actor|actress|singer|play some|play a song|play the song|play music|
		some music|listen to|movie times|movie tickets|concert|concerts|stocks|share price|my bank|my salary|my taxes|
		my calendar|my flight|book me|book a|reserve a table|table for two|vaccine|vaccines|机票|航班|飞机票|酒店|宾馆|
		订房|火车票|高铁票|车票|动车|打车|滴滴|出租车|外卖|点餐|餐厅|饭店|菜谱|做菜|做饭|红烧肉|炒菜|电影票|看电影|
		放首歌|播放|世界杯|股票|股市|比特币|炒股|彩票|双色球|总统|主席|首都|朝代|皇帝|唐朝|政治|战争|新闻|头条|物理|化学|
		论文|作文|写诗|写首诗|唐诗|写代码|编程|程序|翻译|翻译成|英译中|天气预报|天气怎么样|天气如何|什么天气|气温|
		明天天气|后天天气|今天天气怎么样|下雨吗|会下雨|星座|运势|算命|八字|女朋友|男朋友|相亲|离婚|律师|官司|看病|感冒|
		发烧|头疼|房贷|信用卡|房价|租房|买房|驾照|护照|签证|景点|门票|导航到|堵车|充话费|话费|流量套餐|交电费|水费|电费|
		社保|公积金|身份证|户口|高考|考研|宇宙|几点了|现在几点|今天几号|今天星期几|今天周几|汇率|转账|转钱|银行卡|余额|
		打电话给|打电话|发短信|发邮件|wifi密码|手机坏了|电脑坏了|修手机|修电脑|开灯|关灯|放音乐|听歌|我妈|我爸|给我妈|
		给我爸|给老婆|给老公|给我老婆|给我老公|去玩|爬山|逛街|讲个故事|讲故事|背首诗|历史上`},
	{word | topic, `
		times|minus|multiplied|slept|plane|ticket|tickets|pizza|dinner|lunch|breakfast|cook|cooking|movie|movies|film|
		music|song|songs|football|soccer|basketball|game|games|country|countries|war|god|tesla|balance|medicine|sick|
		diet|calories|calorie|exercise|gym|yoga|math|maths|novel|story|stories|hack|password|spell|define|definition|
		temperature|zodiac|dating|car|cars|tire|tires|gas|mileage|map|maps|lights|google|timer|calendar|call|text|email|
		emails|dial|battery|wifi|laptop|computer|iphone|android|vacation|travel|traveling|trip|tour|beach|museum|planet|
		planets|space|dinosaur|dinosaurs|animal|animals|dog|dogs|puppy|cat|cats|joke|jokes|rent|apartment|house|pin|
		dollar|dollars|euro|euros|distance|miles|alarm|dice|university|college|school|exam|teacher|student|son|daughter|
		kids|account|accounts|payment|payments|newsletter|profile|address|assistance|issue|issues|problem|problems|
		reservation|reservations|appointment|meal|meals|food|sushi|tacos|circle|formula|triangle|percent|inches|degrees|
		state|states|states of|engineering|guitar|violin|piano|eggs|birds|geese|ducks|fish|dream|dreams|black hole|moon|
		sun|earth|science|biology|geography|chess|blackjack|casino|poker|score|scores|team|teams|player|players|league|
		tournament|bill|bills|taxed|income|job|jobs|interview|resume|boss's|doctor's|drain|windshield|engine|oil|fluid|
		antifreeze|hurricane|earthquake|storm|snow|wine|beer|coffee|tea|restaurant's|paris|france|london|england|america|
		japan|germany|mexico|korea|africa|europe|india|usa|uk|new york|california|texas|电影|电视剧|音乐|歌曲|足球|篮球|
		比赛|游戏|王者|基金|国家|历史|数学|作业|诗|小说|代码|结婚|医院|医生|吃药|减肥|健身|贷款|买车|汽车|加油卡|违章|
		旅游|旅行|地图|导航|路线|大学|学校|地球|月球|恐龙|动物|美元|蓝牙|上网|空调|扫地机|飞机|火锅|高铁|法国|美国|英国|
		德国|故事|笑话|歌`},
}
