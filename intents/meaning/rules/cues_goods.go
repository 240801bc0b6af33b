package rules

// goodsCues are the words of finding, ordering and sending goods.
var goodsCues = []cue{
	{orderVerb, `
		搞点|弄点|补点货|买点货|配点|留点|来些|拿些|订些|搞些|进些|补些|备些|备点|来一手|整一手|搞一手|整个|整些|搞个|弄个|来几个|putting aside|put aside|setting aside|getting me|saving me|save me|keep me|拎|扛|搬|我要拎|买点|想买点|我想买点|要点|拿点|订点|进点|买些|要些|我想买些|想买些|带点|would it be possible to get|
		would it be possible to have|would it be possible to order|is it possible to get|i was hoping to order|
		i was hoping to get|i was hoping for|hoping to order|hoping to get|i'd be grateful for|i would be grateful for|
		i'd appreciate|order|oder|ordr|odrer|orderd|buy|ned|i ned|giv me|gif me|
		purchase|get|get me|give me|gimme|grab|take|i'll take|ill take|
		i will take|i'd like|id like|i would like|i'd love|i want|i wanna have|i need|i'll have|i'll need|i'll get|
		i'll order|i will order|i will need|we need|we want|we'll take|we'd like|want|need|have|can i get|can i have|
		can i order|could i get|could i have|could i order|may i have|can you get me|could you get me|can we get|
		can we have|put me down for|put down|reserve|add|throw in|stock up on|restock|i am ordering|i'm ordering|
		i wish to order|i want to order|i want to buy|i need to order|i'd like to order|i would like to order|
		i'd like to buy|i wanna order|i wanna buy|want to order|want to buy|would like|looking to order|looking to buy|
		please send me|send me|set aside|hold|bring me|prepare|pack|pack me|prepare me|要|来|买|拿|订|定|订购|采购|购买|
		进|进货|拿货|补货|补|补点|来点|来一点|下|要订|要买|想要|想买|想订|想拿|想进|我要|我想要|我想买|我想订|我买|我拿|
		我订|我来|需要|我需要|给我来|给我拿|给我留|给我准备|帮我拿|帮我订|帮我买|帮我来|帮我留|帮我备|帮我下|帮我定|
		帮我准备|留|备|备货|弄|搞|整|配|配货|上|再要|要下单|想下单|订货|要货|取|能给我|可以给我|能不能给我来|来个|整点|
		下个单|下一单|下单要|帮忙拿|帮忙订|帮忙带|带|麻烦拿|麻烦来|要个|装|我这里要|这次要|多拿|多来|准备|拍|打包`},
	{changeVerb | negation, `is too many|is too much|too many|too much|that's too many|that's too much|is not enough|not enough|is too few|太多|太多了|太少|太少了|有点多|有点少|不够`},
	{inName, `in|on|by|from|out|off|up|over|for|with`},
	{filler, `
		cheapest|the cheapest|cheap|cheaper|inexpensive|affordable|平些|平些的|平点|平点的|平价|便宜|便宜点|便宜点的|便宜的|便宜一点的|便宜一点|
		实惠的|实惠|物美价廉的|划算的`},
	{freight | filler, `最便宜|最便宜的`},
	{filler, `可能|也许|大概|maybe|perhaps|probably`},
	{more, `再`},
	{fewer, `少拿|少来|少要|少买|减|减去|少|退|fewer|less`},
	{instead | function, `还是`},
	{dropped, `instead of|rather than|而不是|from|从|原来的|原来`},
	{instead, `
		enough|is enough|will do|is plenty|够了|就够了|够|就够|就可以了|就行了|就行|即可|就好|就好了|only|just|
		actually only|just the|仅|只`},
	{pickVerb, `
		拿货时间|取货时间|提货时间|拿货的时间|取货的时间|pickup time|pick up time|the pickup time|collection time|swing by|swinging by|stop by|stopping by|pop by|pop in|pop over|drop by|come over|i'll swing by|i'll stop by|i'll pop in|i'll drop by|come round|i'll come round|ill come round|ill come|ill collect|ill pick up|will come|能拿到|能拿|拿到|拿得到|
		能取|pick up|pickup|picking up|pick them up|pick it up|collect|collect them|collect it|collecting|fetch|
		fetch them|fetch it|come by|come for it|come for them|i'll come|i will come|i'll pick up|i'll pick it up|
		i'll pick them up|i will pick up|i'll collect|i'll be there|be there|来拿|来取|来提|去拿|去取|过来拿|过来取|
		过去拿|过去取|提货|取货|自提|自取|来拿货|来取货|来提货|去拿货|去取货|上门取|上门拿|我来拿|我来取|我去拿|我去取|
		过来|过来拿货|过来取货|过来提货|要用|急用|拿|取|提|要|来|提走|拿走|取走|到店取|到店`},
	{more | orderVerb, `
		多给我|多给我拿|多给我来|多帮我拿|多拿几个|再多|再多来|再多要|再多拿|多来|多拿|多订|another|more|some more|再来|再要|再加|再拿|再订|再买|再给我|再来点|再补|
		多加|多要|再添|追加|再给我来|又要|加|添|add another|add more|an extra|extra|additional`},
	{findVerb, `
		have u|have u got|fnd|u have|u hav|u hv|ya have|you hav|u have any|
		叫啥来着|叫什么来着|叫什么名来着|都有些啥|有些啥|都有些什么|都有啥|都卖啥|都卖什么|卖些啥|卖些什么|卖什么|卖啥|想找个|想找点|想找些|找些|找一些|找一款|找几款|找几个|where is the|where are the|wheres the|有啥好卖的|有什么好卖的|if you have|if you have any|if you've got|
		whether you have|whether you have any|you've got|you've got any|looking 4|anything|do u sell|u sell|i am after|
		i'm after|im after|find|find me|search|search for|look for|looking for|i'm looking for|im looking for|
		i am looking for|look up|lookup|any|do you have|do you have any|do you got|do u have|do u have any|have you got|
		have you got any|have you any|got any|u got|you got|you got any|have you|you have|you have any|do you sell|
		do you sell any|do you stock|do you carry|you sell|are there|are there any|is there|is there any|there any|
		where can i find|where can i get|where do i find|where can i buy|who sells|who has|who have|
		which distributor has|what do you have|what have you got|what's available|whats available|what kinds of|
		what kind of|what sort of|browse|list|list all|anything like|something like|anyone selling|anybody have|
		anyone have|recommend|recommend me|suggest|suggest me|i want to see|i'd like to see|let me see|can i see|
		could i see|want to see|找|找找|找一下|找下|帮我找|帮我找找|帮我找一下|帮找|找个|找点|想找|我想找|我要找|在找|搜|
		搜索|搜一下|搜下|搜搜|查找|查一下|查查|查下|查|有没有|有木有|有没|有无|有不有|有|还有没有|有没有卖|有卖|卖不卖|
		卖|谁有|谁家有|谁家卖|谁卖|哪家有|哪里有|哪有|哪里有卖|哪有卖|哪里能买到|哪里可以买|在哪买|什么地方有|推荐|
		推荐点|推荐几款|推荐一下|推荐个|推荐一款|推荐些|给我推荐|给推荐|有什么|有啥|有哪些|有些什么|都有什么|都有哪些|
		想看|想看看|看看有没有|看看有什么|求|求推荐|求购|找货|求货|有货|有现货|有没有现货|有卖的|类似|想要看|求一款|
		有没有什么|有没有哪家`},
	{findVerb | showVerb, `
		show|show me|shwo|shw me|display|see|view|let me see|have a look at|take a look at|look at|check|check out|看|
		看看|看下|看一下|查一查|瞧瞧|瞅瞅|瞅一眼|给我看|给我看看|给我看下|看一看|让我看看|发我看看|我看看|我看下|展示|显示|
		show us|open`},
	{showVerb, `
		how heavy|how heavy is|how heavy is one|how heavy is it|how big|how big is|how big is it|how thick|how thick is|what size is|一箱多少|一箱多少个|一箱几个|一箱有多少|一箱有多少个|一包几个|一包多少个|一盒几个|一盒多少个|一打多少|箱规|装箱数|how many in a carton|how many per carton|how many in a box|how many per box|how many come in a carton|how many come in a box|how many in one carton|per carton|啥颜色|有啥颜色|都有啥颜色|都有什么颜色|都有哪些颜色|哪些颜色|哪几种颜色|几种颜色|有几种颜色|有几个颜色|啥尺寸|有什么尺寸|有哪些尺寸|什么尺码|有哪些尺码|啥材质|什么料子|show details|details|detail|details of|details for|details on|details about|info|information|info on|info about|
		info for|information on|information about|more info|tell me about|tell me more about|more about|describe|
		description|description of|picture|pictures|picture of|pictures of|pic|pics|pic of|pics of|photo|photos|photo of|
		photos of|image|images|image of|images of|what does|look like|looks like|what is|what's|whats|specs|specs of|
		spec|specification|price tiers|tiers|what colour is|what color is|长什么样|长啥样|长什么样子|什么样|啥样|
		什么样子|啥样子|是什么|是啥|是什么东西|图片|图|照片|实物图|主图发我|详情|详细|详细信息|资料|信息|介绍|介绍一下|
		介绍下|参数|规格|描述|发图|有图吗|有图|有图片吗|有照片吗|发个图|发张图|起批量|起订量|几个起批|多少起批|几个起订|
		多少起订|多少起拿|几个起拿|minimum order|minimum order for|min order|moq|moq of|moq for|minimum|minimum quantity|
		批发价|阶梯价|什么材质|啥材质|什么颜色|有什么颜色|有哪些颜色|what colours|what colors|what sizes|什么尺寸|多大|
		多重|material`},
	{priceAsk, `
		算|算运费多少|算|price|prices|怎么算|怎么收费|怎么收|怎么计费|how much is|how much are|how much|how much for|how much does|how much do|
		how much would|how much will|how much it cost|how much does it cost|how much would it cost|how much will it cost|
		how mcuh|howmuch|what's the price|what's the price of|what is the price|what is the price of|whats the price|
		whats the price of|price of|price for|price on|what price|cost of|the cost of|what does it cost|
		what would it cost|what's the cost|what is the cost|whats the cost|cost|costs|what do they cost|quote|quote me|
		qoute|a quote|quote for|get a quote|a quote for|get a quote for|quotation|rate|rates|rate to|rates to|estimate|
		what's the rate|what is the rate|quote please|多少钱|多钱|几多钱|几钱|多少|什么价|啥价|什么价格|啥价格|价格多少|
		价格是多少|价钱|什么价钱|多少一个|多少钱一个|多少钱一件|多少钱一双|多少钱一条|多少钱一包|多少钱一盒|怎么卖|咋卖|
		怎么卖的|卖多少|卖多少钱|几块|几块钱|几元|几毛|要多少钱|多少块|多少元|多少米|啥价位|什么价位|报价|报个价|报下价|
		报一下价|报个价格|询价|问价|问个价|价格|单价|单价多少|费用|费用多少|要多少|得多少钱|大概多少钱|需要多少钱|贵不贵|
		贵吗|便宜吗|收多少|收多少钱|多少银子|算算|算一下|算下|算算多少钱|算个价|估个价|估一下`},
	{stockAsk, `
		in stock|instock|available|availability|is there stock|any stock|any stock of|stock of|stock level|how many left|
		how many are left|how many do you have|how many have you got|any left|still have|do you still have|
		is it available|are they available|left|still available|how much stock|out of stock|有货吗|有货么|有货没|
		有没有货|还有货吗|还有货没|还有货|有现货吗|现货吗|有现货|还有吗|还有么|还有没|还有没有|还有多少|剩多少|还剩多少|
		剩几个|还剩几个|还剩好多|还有好多|库存多少|库存还有多少|还有库存吗|有库存吗|有库存|还有库存|有多少|有多少货|有多少库存|查库存|
		库存情况|现在有货吗|断货了吗|断货没|缺货吗|卖完了吗|卖光了吗|没货了吗|有没有库存|库存够吗|货够吗|够不够`},
	{shipVerb, `
		ship|shipp|shiping|send|send it|send them|send one|post|mail|deliver|delivering|shipping|sending|mailing|posting|
		ship it|ship them|send out|sent|寄|发|邮|寄到|寄去|寄往|寄给|寄送|寄出|寄个|寄件|发到|发往|发去|发给|发出|邮寄|
		邮到|送|送到|发快递|寄快递|寄包裹|发包裹|走快递|快递到|快递去|快递寄|托运|运|运到|运往|发货到|发货去|包裹到|
		派送到|过去`},
	{freight, `
		算运费|算邮费|算快递费|算个运费|算下运费|算一下运费|查运费|查快递费|寄东西|寄个东西|寄点东西|寄些东西|cheapest one|the cheapest one|最便宜的那家|最便宜那家|哪个最便宜|收件人|收货人|
		收件|电话|联系电话|联系方式|地址|收货地址|收件地址|寄件人|重量|contact :|contact person|contact name|receiver name|phone number|recipient|receiver|consignee|weight|weighs|
		weighing|最快|最快的快递|哪个快递最快|哪家快递最快|shipping|shipping cost|shipping costs|shipping fee|
		shipping fees|shipping price|shipping rate|shipping rates|shipping quote|shipping charge|shipping charges|
		freight|freight cost|freight quote|postage|post|delivery|delivery fee|delivery cost|delivery price|
		delivery charge|courier|couriers|courier fee|courier cost|courier price|courier quote|courier rates|express|
		parcel|parcels|package|packages|cheapest courier|cheapest way|which courier|fastest courier|quickest courier|
		best courier|运费|邮费|快递费|快递费用|快递|快递价格|快递报价|物流费|物流|运费多少|邮费多少|快递多少钱|快递多少|
		包裹|包邮价|哪家快递|哪个快递|什么快递|哪家便宜|哪个便宜|最便宜的快递|哪家最便宜|哪家快递便宜|哪个快递便宜|
		走哪家|发什么快递|发哪家|发哪家快递|首重|续重|运价|寄件费|寄费|票`},
	{freight | trade, `
		how long does a parcel|how long does a package|how long for a parcel|how long for|how long does it take|
		how long to|how long will it take|how many days|how fast|几天到|几天能到|多久到|多久能到|要几天|多少天到|
		多少天能到|时效|几天`},
	{toward, `to|into|towards|till|destination|going to|bound for|到|去|往|至|→|给`},
	{each, `
		each|each of|apiece|per|per box|per parcel|per piece|per package|each box|each one|each parcel|a piece|a box|
		every|ea|of each|both|every one|每|每件|每个|每箱|每份|每盒|每包|每单|一件|一个|单件|单个|各|各来|各要|各拿|各自|
		分别|每样|每种|每款|各样|都要|都来|平均`},
	{total, `
		total|in total|altogether|all together|total weight|totalling|overall|一共|总共|共|合计|总重|总重量|总计|
		全部加起来|加起来`},
	{changeVerb, `
		时间改到|时间改成|时间改为|时间改|时间换到|时间换成|改时间|变|swap|swap out|replace|exchange|substitute|make it|make that|make them|make|change|change it|change it to|change to|change that to|change them to|chnage|
		update|update it to|modify|increase|increase to|increase it to|decrease|decrease to|reduce|reduce to|
		reduce it to|raise to|lower to|bump|bump to|bump it to|bump up to|bump it up to|cut to|cut it to|cut down to|
		set it to|adjust|adjust to|edit|switch to|set|up to|down to|correct it to|correct to|改成|改为|改到|改作|改|换成|
		换为|变成|变为|调成|调整为|调整成|调到|调为|增加到|加到|减到|减少到|减成|减为|降到|提到|数量改|数量改成|数量改为|
		数量换成|改数量|修改|修改成|修改为|更改|更改为|改下|改一下|换|弄成|搞成|变更为|设成|设为|设置为|换到|更新为|
		更新成|升到|改回`},
	{removeVerb, `
		no need|no need for|cancel 掉|drop 掉|delete 掉|remove 掉|remove|delete|drop|take off|take out|take away|get rid of|without|leave out|skip|exclude|no more|don't want|
		dont want|do not want|don't need|dont need|do not need|didn't want|i don't want|i dont want|i don't need|
		i dont need|no need for|strike|scratch|kick out|cross out|cross off|drop the|lose|lose the|forget the|
		forget about the|not the|cancel the|cancel|除掉|去掉|去除|去了|删|删掉|删除|删了|删去|移除|移掉|拿掉|拿走|减掉|
		剔除|剔掉|踢掉|不要|不要了|别要|别要了|不用|不需要|不想要|我不要|我不要了|不买|不来|不订|取消|取消掉|撤掉|划掉|
		去掉吧|免了|别拿|不拿|不拿了|别买|不进|不进了|少了|排除|扣掉|拿出来|退掉|除去|砍掉|不用了|不买了|不订了|不来了`},
	{ordersAsk, `
		要去拿哪些货|去拿哪些货|要拿哪些|拿哪些货|拿什么货|要去拿什么|要去取什么|取什么货|取哪些货|提哪些货|要取什么|要拿啥|拿啥货|everything i ordered|everything i have ordered|all i ordered|all that i ordered|前面订的都有啥|前面订的有啥|前面订的有哪些|前面下的单|前面下了啥|前面下的都有啥|前面买的都有啥|前面拍的有哪些|之前订的都有啥|之前订的有啥|之前订的有哪些|之前下的单|之前下了啥|之前下的都有啥|之前买的都有啥|之前拍的有哪些|刚才订的都有啥|刚才订的有啥|刚才订的有哪些|刚才下的单|刚才下了啥|刚才下的都有啥|刚才买的都有啥|刚才拍的有哪些|上午订的都有啥|上午订的有啥|上午订的有哪些|上午下的单|上午下了啥|上午下的都有啥|上午买的都有啥|上午拍的有哪些|早上订的都有啥|早上订的有啥|早上订的有哪些|早上下的单|早上下了啥|早上下的都有啥|早上买的都有啥|早上拍的有哪些|今天订的都有啥|今天订的有啥|今天订的有哪些|今天下的单|今天下了啥|今天下的都有啥|今天买的都有啥|今天拍的有哪些|昨天订的都有啥|昨天订的有啥|昨天订的有哪些|昨天下的单|昨天下了啥|昨天下的都有啥|昨天买的都有啥|昨天拍的有哪些|我订的都有啥|我订的有啥|我订的有哪些|我下的单|我下了啥|我下的都有啥|我买的都有啥|我拍的有哪些|have to fetch|still have to fetch|left to fetch|what to fetch|anything to fetch|things to fetch|goods to fetch|still to collect|left to pick up|没取的|哪些没取|没取|没拿的|单子|
		看看单子|下单成功了吗|下单成功|下单成功了没|when do i pick up|when do i have to pick up|when is my pickup|
		when should i pick up|我什么时候去拿货|什么时候去拿货|什么时候拿货|几点去拿货|下过哪些单|下过什么单|下了哪些单|
		我下过的单|买过什么|订过什么|did my order go through|what do i have to collect|to collect|have to pick up|
		what must i collect|要取哪些货|要拿哪些货|哪些货要拿|哪些货要取|几单没拿|还有几单|还有几单没拿|几单没取|orders|
		my orders|my order|show orders|show my orders|show me my orders|list orders|list my orders|list of my orders|
		view orders|view my orders|check my order|check my orders|order status|order list|open orders|open order|
		pending orders|current orders|all orders|all my orders|order history|past orders|recent orders|last order|
		my last order|previous orders|my pickups|today's orders|todays orders|today's pickups|my pick ups|
		what did i order|what have i ordered|what i ordered|what i have ordered|what do i have on order|
		what orders do i have|what's on order|what am i picking up|what do i need to pick up|what do i have to pick up|
		what do i pick up|what's my order|whats my order|where is my order|where's my order|wheres my order|
		where are my orders|status of my order|status of my orders|track my order|do i have any orders|have i any orders|
		did i order anything|any open orders|any orders|any pending orders|how many orders do i have|which orders|
		see my orders|check orders|my purchases|what am i ordering|我的订单|我的单|我的单子|我的单子呢|订单|订单列表|
		查订单|查看订单|看订单|看看订单|看下订单|查一下订单|查下订单|查询订单|看我的订单|看看我的订单|查我的订单|
		查看我的订单|查一下我的订单|查下我的订单|所有订单|全部订单|历史订单|订单记录|订单情况|订单状态|订单怎么样了|
		订单到哪了|我的订单呢|我订了什么|我订了啥|我买了什么|我买了啥|我都订了什么|我都买了什么|我都买了啥|我都订了啥|
		我下了什么单|我下了哪些单|我下了几单|我下的单|我下的订单|我有哪些订单|有哪些订单|有几个订单|我有几个订单|
		我有什么订单|我定了什么|我定了啥|我定了哪些|我订了哪些|我拿了什么|我今天订了什么|我今天要拿什么|今天要拿什么|
		今天要取什么|今天要取的货|要取的货|待取货|待取|待提货|要拿的货|有什么要拿的|我昨天订了什么|我昨天订了啥|
		昨天订了什么|昨天买了什么|昨天订的|没取的货|还没取的|还没拿的|未取|未完成的订单|未完成订单|待处理订单|刚才下的单|下的单|下的订单|几个人来拿|谁来拿|哪些人来拿|有人来拿|who's coming|who is coming|
		刚下的单|我的提货单|提货单|拿货单|拿货清单|取货清单|我的清单|购物记录|看看我的单`},
	{again, `
		昨天那些|还是昨天那些|昨天的那些|还是那些|还是那几样|还是上次那些|上次那些|一样的再来|照着昨天的|照着上次的|再下一遍|照上次的再下一遍|再下一次|重复昨天的订单|重复昨天的|重复上一单的|same as yesterday|same as last time|
		same as before|same as usual|same as last week|same as the last one|same as last order|the same as yesterday|
		the same as last time|same again|the same again|same order|the same order|same order again|same thing|
		same thing again|the usual|my usual|usual please|as usual|as yesterday|like yesterday|like last time|
		as last time|as before|repeat|repeat it|repeat that|repeat order|repeat my order|repeat the order|
		repeat last order|repeat my last order|repeat the last order|repeat the last one|repeat yesterday|
		repeat yesterday's order|repeat previous order|repeat my previous order|reorder|re-order|reorder the same|
		reorder my last order|reorder last|reorder yesterday's|order again|order the same|order the same again|
		order the same as yesterday|order that again|buy again|once more|one more time|do it again|the same please|
		same please|same one again|another one like that|another of the same order|what i had yesterday|
		what i had last time|what i ordered yesterday again|yesterday's order again|yesterday's order|last order again|
		my last order again|昨天一样|和昨天一样|跟昨天一样|同昨天|同昨天一样|照昨天的|照昨天|按昨天的|按昨天的来|
		像昨天一样|跟昨天的一样|和昨天的一样|昨天那单|昨天的再来一份|昨天那单再来|昨天的订单再来一次|和上次一样|
		跟上次一样|同上次|上次一样|上次一样的|照上次|照上次的|照上次的来|按上次的|按上次的来|按上次|像上次一样|
		跟上次的一样|和上次的一样|上次那单|上次的再来一次|上次的再来一份|上次的再来|上次那个再来|上次那单再来|老样子|
		老规矩|照旧|照老样子|还是老样子|还是照旧|老规矩来|一样的再来|一样的再来一单|一样的再来一份|再来一单|
		再来一单一样的|再来一份|再来一份一样的|再来一次|再来一遍|再下一单|再下一单一样的|再订一次|再订一单|再订一份|
		再买一次|重复下单|重复上一单|重复上次|重复上次的|重复订单|重复上次订单|重复一下|复购|复制上一单|复制订单|
		重新下单|同样的再来|同样的再来一单|同样的再来一份|同样的来一份|同样再来一份|原样再来|原样来一份|原样再来一单|
		跟之前一样|和之前一样|和以前一样|跟以前一样|和平时一样|跟平时一样|跟往常一样|和往常一样|像往常一样|返单|翻单|
		再来一单同样的`},
	{below, `
		under|below|less than|cheaper than|at most|no more than|not more than|max|maximum|up to|within|lower than|
		not over|or less|or below|or under|or cheaper|and under|and below|tops|budget|my budget is|budget of|budget is|
		不超过|不要超过|别超过|低于|小于|少于|最多|最高|不到|不高于|不大于|以下|以内|之内|内|封顶|之下|以下的|以内的|
		里面|往下|预算|便宜过`},
	{below, `<|< =`},
	{above, `>|> =`},
	{above, `
		over|above|more than|at least|from|starting|starting at|starting from|min|higher than|greater than|no less than|
		not less than|or more|or above|or over|and up|and above|upwards|minimum of|以上|以上的|起|起步|高于|超过|大于|
		不低于|不少于|至少|最少|最低|往上|从`},
	{about, `around|about|roughly|approx|approximately|or so|ish|circa|near|左右|上下|大概|差不多|大约|约|前后|附近`},
	{between, `之间|之间的|between|ranging from|range|in the range of|介于|在`},
	{deadline, `
		by|before|no later than|not later than|arrive by|arriving by|there by|get there by|delivered by|arrives by|
		to arrive by|must arrive by|latest|at the latest|within|之前|前|以前|之前到|前到|前送到|之前送到|前能到|之前能到|
		内到|内送到|要到|能到|必须到|到货|到达|送达|前要到|前得到|最晚|最迟|赶在`},
	{useVerb, `
		with|via|through|by|use|using|go with|choose|pick|take|let's use|i'll use|i'll go with|i choose|i pick|prefer|
		send with|send by|send via|ship with|ship by|ship via|send it with|send it by|send it via|ship it with|
		ship it by|ship it via|post with|book|走|用|发|寄|选|选择|就用|就走|就发|就选|那就发|那就用|那就走|使用|叫|约|
		还是发|还是用|改发|改走|改用|换|换成|交给|找|要`},
	{skuCue, `
		sku|sku:|item no|item number|item code|item #|article no|art no|art|code|model|model no|no .|#|货号|款号|编号|
		型号|商品编号|产品编号|产品编码|编码|条码|货品编号|item`},
	{stockWord | stockAsk, `we have|we've got|we got|we still have|we now have|i have|i've got|there are|我们有|我们还有|我这有|我这还有|我家还有|店里有|仓库有|仓库还有|手上有|手头有`},
	{stockWord, `
		left|remaining|restocked|补货|补了|入库|stock|stock of|inventory|inventory check|inventory count|stock check|stock count|stocktake|stock take|实盘数|盘点数|stock level|qty|quantity|on hand|in stock|库存|
		存货|现货|剩|还有|还剩|余量|数量|现有|剩余|有货|有|到货|stocks`},
	{priceWord, `price|prices|prc|cost|selling price|单价|价格|价|售价|批发价|价钱|定价|卖价|priced`},
	{setVerb, `
		set|update|change|now|is now|to|=|:|at|is|becomes|reset|put|adjust|raise|raised|lower|lowered|drop|dropped|cut|
		increase|decrease|涨到|涨价到|涨价|涨至|涨成|降到|降价到|降价|降至|降成|调到|调成|调整到|调整为|调至|改成|改为|
		改到|改|设为|设成|设置为|更新为|更新成|更新到|更新|变成|变为|现在|现在是|今天|为|是|涨|降|加到|补到|卖|调价|
		调价到|提到|提价到`},
	{soldOut, `
		先别卖|别卖|别卖了|先不卖|先不卖了|停卖|stop selling|don't sell|do not sell|
		没了|都没了|全没了|没有了|都没有了|一个都没了|没得了|没得卖了|空了|断了|out of|we are out of|we're out of|ran out of|run out of|清零|归零|库存清零|no more|none left of|sold out|
		out of stock|no stock|no more stock|none left|oos|not available|unavailable|discontinued|finished|ran out|
		run out|all gone|卖完了|卖完|卖光了|卖光|售罄|售完|断货|断货了|缺货|缺货了|没货|没货了|无货|没有货了|没库存了|
		没库存|库存没了|下架|下架了|卖断货了|清仓了`},
	{remindVerb, `
		reminding|reminding me|叫醒我|set an alarm|set an alarm for|remind|remind me|remnd me|reminder|reminders|remider|
		remindme|my reminder|the reminder|my reminders|notification|notifications|notify|notify me|alert|alert me|
		ping me|wake me|message me|send me a reminder|send me the reminder|daily reminder|pickup reminder|
		pick up reminder|morning reminder|set a reminder|set my reminder|set reminder|set the reminder|push notification|push notifications|提醒|提醒我|
		提醒一下我|提醒我一下|提醒下我|取货提醒|拿货提醒|每日提醒|早上提醒|通知我|叫我|喊我|推送|闹钟|提示我|
		提醒时间|提醒功能|叫一下我|喊一下我|催我`},
	{remindVerb | off, `莫提醒|莫提醒我|莫喊我|莫叫我`},
	{off, `
		off|turn off|turn it off|switch off|disable|stop|stop it|stop the|stop sending|stop sending me|no more|don't|
		dont|do not|mute|unsubscribe|no need to|pause|shut off|quit|without|cancel|kill|not|never|关|关闭|关掉|关了|停|
		停掉|停止|停了|别|别再|不要|不要再|不用|不用再|取消|不再|不想要|不需要|静音|别给我|不要给我|禁用|退订|暂停|
		免打扰|不必|不`},
	{on, `
		on|turn on|turn it on|switch on|enable|activate|start|resume|back on|turn back on|unmute|subscribe|re-enable|
		restart|开|开启|打开|启用|开通|恢复|重新打开|继续|开一下|打开一下|要`},
	{snoozeVerb, `
		等到|snooze|later|remind me later|remind me again|again later|not now|in a bit|in a while|bit later|a bit later|
		a little later|a while later|postpone|delay|delay it|put off|ask me later|tell me later|remind again|push it|
		push back|push it back|稍后|稍后提醒|稍后再提醒|晚点|晚点儿|晚一点|晚些|晚点再说|晚点提醒|晚点再提醒|等会|等会儿|
		等下|一会|一会儿|待会|待会儿|过会|过会儿|过一会|过一会儿|回头|再提醒|再提醒我|再叫我|再喊我|再通知|再通知我|延后|
		推迟|延迟|缓一缓|迟点|再说|睡一会|再响|later please`},
	{function, `don't forget|dont forget|do not forget|don't forget to|dont forget to|do not forget to|别忘|别忘了|别忘记|不要忘|不要忘了|不要忘记|` +
		`有人|有个人|有客户|有顾客|有买家|有个客户|有个顾客|有个买家|要求|请求|需求`},
	{word, `
		先生|小说|改锥|改装|太阳|水滴|滴胶|滴管|滴水|点滴|太阳能|太阳镜|太阳伞|太阳帽|玩具|玩偶|地毯|地垫|未来|来电显示|要素|书写|看书|有色|在线|
		对开|发财猫|和田|和谐|和平|加菲猫|降温|降噪|没药|别针|别墅|不二|不求人|寄存|拿手|买一送一|订婚|订婚戒指|跟屁虫|
		与众不同|及膝|剩饭|每日坚果|各色|各种|各式|想象|很多|到期|去皮|去死皮|去角质|去核|去屑|往复|卖场|搜神|了解打包带|
		打包袋|打包机|打印纸|打印机|打气筒|打底裤|打底衫|打蛋器|打磨|打孔器|对联|对讲机|双肩包|双面胶|双面|双层|双色|
		套装|套盒|四件套|三件套|两件套|五件套|六件套|支架|手机支架|卷尺|卷纸|卷发棒|卷帘|卷笔刀|盒子|瓶子|包包|包装盒|
		包装袋|包装纸|包装|条纹|张力|个性|只狗|加厚|加绒|加大|加长|加宽|加湿器|加热|加固|和服|发夹|发带|发圈|发箍|发卡|
		发饰|发绳|发簪|发套|发梳|发泡|发光|发条|发热|发票夹|头发|沙发|沙发垫|理发|美发|快递袋|快递盒|快递单|快递箱|
		快递包装|快递纸箱|气泡袋|礼品袋|拿铁|一次性|千纸鹤|百洁布|百褶裙|万圣节|万花筒|万能|三角|五角星|六角|八角|九连环|
		七巧板|双十一|十字绣|十字架|一字夹|一字|二维码|四季|四叶草|五金|五金件|千层|百变|百搭|三层|两用|来电|行李|行李箱|
		行李牌|旅行|旅行装|流行|流行色|银行|好看|好用|好看的|好用的|小号|大号|中号|加大号|均码|点心|点读笔|要饭碗|留言板|
		留声机|搞笑|搞怪|整理箱|整理盒|整理|配饰|配件|进口|上衣|上装|下装|下巴|找零|订书机|订书针|定型|定制|买菜车|看板|
		发财|发财树|取暖|取暖器|提手|提包|手提袋|手提包|带子|带盖|送礼|送人|运动|运动鞋|运动袜|邮票|邮筒|邮差包|有机|
		有线|去污|去毛|到货通知|过滤|过滤网|过节|高跟|长袖|长筒|宽松|深色|浅色|元宝|元旦|毛巾|毛球|毛绒|毛线|毛毯|毛衣|
		毛笔|毛刷|分装瓶|分隔|块状|天使|天鹅|天然|日历|日用|日式|日本|周岁|周年|号码牌|月饼|月亮|星星|星空|晚礼服|早餐|
		早教|午睡|午餐盒|夜光|夜灯|小夜灯|中国结|中秋|中性笔|中长|成人|成套|得力|棒球帽|棒棒糖|牛仔|牛皮纸|牛奶|可爱|
		可爱的|对戒|开瓶器|开关|开衫|开口|开学|停车牌|关节|共享|半身裙|半指|半透明|半圆|总成|打包盒|加油|加油站|说明|
		请柬|请帖|喜帖|红包|红包袋|求婚|求生|成对|好运|福字|喜字|双喜|不锈钢|不倒翁|不干胶|没骨|无线|无痕|无框|防滑|防晒|
		防水|用品|家用|办公用品|生活用品|文具用品|日用品|宠物用品|母婴用品|婴儿用品|厨房用品|派对用品|装饰|装饰品|装饰画|
		装修|送的|推送机|图书|图钉|图案|照片墙|照片框|相框|信息牌|闹钟的|小闹钟|提示牌|指示牌|菜单牌|菜单夹|价格牌|
		价格标签|标价签|价签|库存盒|恢复器|新年|新年装饰|圣诞|圣诞节|圣诞树|圣诞帽|圣诞装饰|情人节|端午|国庆|春节|春联|
		饰品|首饰|首饰盒|首饰架|gift box|gift boxes|gift bag|gift bags|gift set|gift sets|lunch box|lunch boxes|
		pencil case|pencil cases|phone case|phone cases|phone holder|phone holders|shipping bag|shipping bags|
		shipping label|shipping labels|mailing bag|mailing bags|mailing box|mailing boxes|poly mailer|courier bag|
		courier bags|parcel tape|packing tape|packing list|post box|post it|postcard|order pad|order pads|order book|
		show case|display stand|display rack|display stands|note book|notebook|notebooks|sticky note|sticky notes|
		light up|alarm clock|alarm clocks|reminder board|price tag|price tags|price labels|price gun|stocking|stockings|
		good luck|hello kitty|happy birthday|birthday banner|merry christmas|thank you card|thank you cards|
		thank you stickers|new year|welcome mat|welcome sign|off road|on ear|red|blue|green|white|black|pink|yellow|
		purple|orange|gold|silver|grey|gray|brown|shopping|tote bag|tote bags|to do list|to go|take away|takeaway|
		pick up truck|pack of cards|set square|sets|cool box|sun hat|sun hats|sun glasses|wedding|cheers banner|roll on|
		rolling pin|help desk|charge|charger|photo frame|photo frames|photo album|picture frame|picture frames|
		picture hooks|money box|money bag|coin purse|coin purses|hot water bottle|change purse|chinese knot|
		chinese knots|chinese new year|english book|cool bag|cool bags|fine liner|good morning towel|mail box|mailbox|
		post office`},
	{function, `
		但|俺|俺们|阿拉|侬|偶|咱俩|is|are|am|was|were|be|been|being|i|you|he|she|we|they|us|her|his|their|me|do|does|did|done|has|had|will|would|
		can|could|should|must|might|shall|because|if|when|while|but|than|very|too|really|so that|which|who|whom|whose|
		because of|not only|i'm|i've|it's|its|that's|there's|you're|he's|she's|we're|they're|i'll|i'd|we'll|what's|
		didn't|doesn't|can't|cannot|won't|wouldn't|couldn't|shouldn't|haven't|hasn't|isn't|today's|yesterday|last|ago|
		went|go|going|come|came|said|say|says|tell|told|think|know|feel|seems|seem|makes|made|everything|something|
		someone|nobody|everyone|keeps|keep|getting|got|left|my shop is|anymore|any more|at all|either|always|never|
		already|still|yet|want|after|before|since|until|without|about it|here|where|我|你|您|他|她|它|我们|你们|他们|咱|
		咱们|大家|自己|是|在|我会|会不会|会被|我能|想|了|很|太|非常|特别|觉得|感觉|认为|知道|因为|所以|如果|但是|不过|
		可是|虽然|的话|以为|刚才|刚刚|昨天|前天|上次|已经|正在|总是|经常|一直|还是|或者|或|应该|必须|被|让|跟我|对我|有点|
		有些|没有|只有|所有|其他|别人|人家|这里|那里|哪里|告诉|告诉我|出来|起来|回来|看到|听到|收到了|怎么样`},
	{word, `戒指|耳环|耳坠|袜子|手套`},
	{ordersAsk, `我买的东西|我买的货|我订的东西|我订的货|我拿的货|去哪几家|去哪几家拿|要去哪几家|去哪拿|去哪里拿|去哪家拿|去谁家拿|去哪些档口|要跑几家|跑几家|where do i pick up|where do i collect|what's mine|what did i buy`},
	{word, `第一个|第一件|第一款|第一种|第一样|第一条|第一双|买家|卖家|最后一个|最后一种|最后一款|最后一样|最后一条`},
}
