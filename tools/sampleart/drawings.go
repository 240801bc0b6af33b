package main

import "image/color"

// drawings are all there are, by the name in the item files' "drawing" column.
var drawings = map[string]func(*canvas){
	"claw": claw, "snap": snap, "bow": bow, "scrunchie": scrunchie, "hairband": hairband, "ties": ties, "pins": pins,
	"flowerclip": flowerclip, "stick": stick,

	"earrings": earrings, "necklace": necklace, "bracelet": bracelet, "ring": ring, "brooch": brooch,

	"notebook": notebook, "pen": pen, "pencilcase": pencilcase, "sticky": sticky, "washi": washi, "scissors": scissors,
	"ruler": ruler, "crayons": crayons, "stickers": stickers,

	"teddy": teddy, "blocks": blocks, "car": car, "bubble": bubble, "spinner": spinner, "popit": popit, "cube": cube,
	"skiprope": skiprope,

	"mug": mug, "bottle": bottle, "tumbler": tumbler, "teapot": teapot, "spatula": spatula, "peeler": peeler,
	"knife": knife, "board": board, "whisk": whisk, "icetray": icetray, "lunchbox": lunchbox,

	"box": storagebox, "basket": basket, "hooks": hooks, "hanger": hanger, "bagclip": bagclip, "candle": candle,
	"towel": towel, "nightlight": nightlight, "umbrella": umbrella, "broom": broom,

	"giftbag": giftbag, "giftbox": giftbox, "ribbon": ribbon, "envelope": envelope, "bubblewrap": bubblewrap,
	"mailer": mailer, "cakebox": cakebox,

	"lantern": lantern, "knot": knot, "couplet": couplet, "fu": fuStickers, "tree": tree, "bauble": bauble,
	"pumpkin": pumpkin, "stocking": stocking,

	"balloon": balloon, "bunting": bunting, "hat": hat, "birthdaycandle": birthdayCandle, "confetti": confetti,

	"sock": sock, "ankle": ankleSock, "stripesock": stripeSock, "babysock": babySock, "fluffy": fluffySock,
	"menssock": mensSock, "gloves": gloves, "beanie": beanie, "scarf": scarf, "cap": baseballCap, "strawhat": strawHat,

	"tote": tote, "backpack": backpack, "crossbody": crossbody, "purse": purse, "cosmetic": cosmetic, "suitcase": suitcase,

	"phonecase": phonecase, "heartcase": heartCase, "cable": cable, "charger": charger, "stand": stand,
	"earbuds": earbuds, "strap": strap,

	"collar": collar, "bowl": bowl, "mouse": mouse, "bone": bone, "leash": leash, "bed": bed,

	"mirror": mirror, "brush": brush, "puff": puff, "nailclipper": nailclipper, "comb": comb,
}

// colours are the variants', by the name in the item files' "colour" column.
var colours = map[string]color.RGBA{
	"red": hex("#d8433c"), "wine": hex("#93283f"), "rose": hex("#d9467f"), "pink": hex("#f29ab5"),
	"orange": hex("#f0892f"), "yellow": hex("#f5c842"), "gold": hex("#dfb04a"), "green": hex("#57a05b"),
	"mint": hex("#8ed3bd"), "jadegreen": hex("#5fb08d"), "blue": hex("#3f7fc6"), "sky": hex("#84c3ea"),
	"navy": hex("#2f4470"), "purple": hex("#9673c9"), "brown": hex("#9a6a45"), "khaki": hex("#b9a178"),
	"beige": hex("#dec7a4"), "cream": hex("#f3e6cb"), "wood": hex("#d9a66b"), "kraft": hex("#c79a66"),
	"black": hex("#4b4d59"), "grey": hex("#a3a9b3"), "silver": hex("#c6ccd6"), "white": hex("#f6f6f4"),
	"clear": hex("#cfe6ee"),
}
